package xdp2rtl.ebpf;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which values a field of a form may hold.
sealed interface FieldRule {
    FieldRule ANY = new Any();
    FieldRule ZERO = only(0);
    FieldRule READ = range(0, Registers.COUNT - 1);
    FieldRule WRITE = range(0, Registers.FRAME_POINTER - 1);

    boolean accepts(int value);

    record Any() implements FieldRule {
        @Override public boolean accepts(int value) {
            return true;
        }

        @Override public String toString() {
            return "anything";
        }
    }

    record Range(int first, int last) implements FieldRule {
        @Override public boolean accepts(int value) {
            return value >= first && value <= last;
        }

        @Override public String toString() {
            return IntStream.of(first, last).distinct().mapToObj(Integer::toString)
                    .collect(Collectors.joining(" to "));
        }
    }

    static FieldRule only(int value) {
        return new Range(value, value);
    }

    static FieldRule range(int first, int last) {
        return new Range(first, last);
    }
}
