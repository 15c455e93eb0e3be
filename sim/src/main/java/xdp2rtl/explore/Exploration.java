package xdp2rtl.explore;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import xdp2rtl.boards.Board;
import xdp2rtl.compile.Compiler;
import xdp2rtl.cycles.TraceCycles;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;

/// A space of cores, or a part of it, measured.
///
/// @param program   its name
/// @param board     its name; `axis` where none was named
/// @param clockMhz  of all cores
/// @param packets   of the trace
/// @param meanBytes that one of them takes of a link
/// @param target    that they are to keep up with, if one is known
/// @param shards    of the space, of those that are here
/// @param cores     in the whole space
public record Exploration(String program, String board, int clockMhz, int packets, double meanBytes,
        Optional<Target> target, List<Shard> shards, int cores, List<Candidate> candidates) {
    private static final Comparator<Candidate> BY_SIZE = Comparator.comparingInt(Candidate::lut)
            .thenComparingDouble(Candidate::blockRams)
            .thenComparing(Comparator.comparingDouble(Candidate::mpps).reversed());

    public Exploration {
        shards = List.copyOf(shards);
        candidates = candidates.stream().sorted(BY_SIZE).toList();
    }

    /// Measures one shard of a space of cores on a board. Cores that are not possible are there, with their refusal.
    ///
    /// @param compiler whose settings beside the core are taken; its core is what all in the space are like
    /// @param given    the target, as it was written; otherwise it is the board's links
    /// @param said     is told what is being done
    public static Exploration of(Compiler compiler, Board board, Stimulus stimulus, Space space, Shard shard,
            Optional<String> given, Consumer<String> said) {
        double bytes = TraceCycles.meanBytes(stimulus);
        Optional<Target> target = given.map(text -> Optional.of(Target.of(text, bytes)))
                .orElseGet(() -> Target.ofLinks(board, bytes));
        List<CoreConfig> all = space.of(board.fitted(compiler.config()));
        List<CoreConfig> part = shard.of(all);
        var measurement = new Measurement(compiler, board, stimulus);
        said.accept("measuring %d cores with %d packets".formatted(part.size(), stimulus.packets().size()));
        List<Candidate> measured = part.parallelStream().map(measurement::of).toList();
        return new Exploration(stimulus.program().name(), board.name(), compiler.config().clockMhz(),
                stimulus.packets().size(), bytes, target, List.of(shard), all.size(), measured);
    }

    /// Shards of one space as one.
    /// @throws InputError if they are of different ones, or one is missing or there twice
    public static Exploration merged(List<Exploration> parts) {
        Exploration first = parts.getFirst();
        for (Exploration part : parts) {
            if (!part.isLike(first)) {
                throw new InputError("merge", "the parts are of different spaces, programs, packets or boards",
                        "%s and %s".formatted(first.about(), part.about()), "Merge parts of one run");
            }
        }
        List<Shard> shards = parts.stream().flatMap(part -> part.shards.stream()).toList();
        Set<Integer> numbers = new TreeSet<>(shards.stream().map(Shard::number).toList());
        if (numbers.size() != shards.size()) {
            throw new InputError("merge", "a part is there twice", shards.toString(), "Give each part once");
        }
        int count = shards.getFirst().count();
        if (numbers.size() != count) {
            throw new InputError("merge", "of %d parts %d are there".formatted(count, numbers.size()),
                    shards.toString(), "Give all parts");
        }
        return new Exploration(first.program, first.board, first.clockMhz, first.packets, first.meanBytes, first.target,
                List.of(Shard.WHOLE), first.cores,
                parts.stream().flatMap(part -> part.candidates.stream()).toList());
    }

    private boolean isLike(Exploration other) {
        return about().equals(other.about()) && shards.getFirst().count() == other.shards.getFirst().count();
    }

    private String about() {
        return "%s on %s at %d MHz, %d packets of %.3f bytes, %d cores, target %s".formatted(program, board, clockMhz,
                packets, meanBytes, cores, target.map(Target::text).orElse("none"));
    }

    /// Those that no other one beats in LUTs, block RAMs and rate at once; fewest LUTs first.
    public List<Candidate> front() {
        List<Candidate> possible = candidates.stream().filter(Candidate::possible).toList();
        return possible.stream().filter(one -> possible.stream().noneMatch(one::isBeatenBy)).toList();
    }

    /// The one of fewest LUTs that keeps up with the target.
    public Optional<Candidate> smallest() {
        return candidates.stream().filter(Candidate::possible).filter(this::meets).findFirst();
    }

    /// Whether it keeps up with the target; nothing does where there is none.
    public boolean meets(Candidate candidate) {
        return target.isPresent() && candidate.mpps() >= target.get().mpps();
    }
}
