package xdp2rtl.verifier;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;

/// What was found of the programs that were asked about last. The same one is asked about when it is resolved, when it is
/// lowered, and by whatever warns of races; each answer is the work of many runs over a large program.
final class KnownAnalyses {
    private static final int MOST = 16;
    private static final Deque<Known> KNOWN = new ArrayDeque<>();

    /// What a program is, or why it is refused.
    private record Answer(Optional<Analysis> analysis, Optional<InputError> refusal) {
        Analysis get() {
            return analysis.orElseThrow(refusal::get);
        }
    }

    /// @param program compared by identity: two with the same code can have messages of their own
    private record Known(Program program, Entry entry, SoftReference<Answer> answer) {
        boolean is(Program other, Entry start) { return program == other && entry.equals(start); }
    }

    private KnownAnalyses() {}

    /// The answer of before, or of `analyse`.
    static Analysis of(Program program, Entry entry, Supplier<Analysis> analyse) {
        Optional<Answer> before = find(program, entry);
        if (before.isPresent()) { return before.get().get(); }
        Answer answer;
        try {
            answer = new Answer(Optional.of(analyse.get()), Optional.empty());
        } catch (InputError refusal) {
            answer = new Answer(Optional.empty(), Optional.of(refusal));
        }
        keep(new Known(program, entry, new SoftReference<>(answer)));
        return answer.get();
    }

    private static synchronized Optional<Answer> find(Program program, Entry entry) {
        return KNOWN.stream().filter(known -> known.is(program, entry)).findFirst()
                .map(known -> known.answer().get());
    }

    private static synchronized void keep(Known known) {
        KNOWN.removeIf(other -> other.is(known.program(), known.entry()));
        KNOWN.addFirst(known);
        if (KNOWN.size() > MOST) {
            KNOWN.removeLast();
        }
    }
}
