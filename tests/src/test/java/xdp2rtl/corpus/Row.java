package xdp2rtl.corpus;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is said of one program of the corpus, compiled for one or several instruction sets.
///
/// @param file     its source or object
/// @param cpus     the instruction sets; empty of an object that was there
/// @param linux    whether Linux loads it
/// @param refusal  why it is not accepted here
/// @param trial    what became of it, if it is
record Row(String file, String program, List<String> cpus, Loads linux, Optional<String> refusal,
        Optional<Trial> trial) {

    /// What Linux does with it: loads it; refuses it; nobody knows, for bpftool loads objects whole.
    enum Loads { YES, NO, UNKNOWN }

    boolean isAccepted() { return trial.isPresent(); }

    int mismatches() { return trial.map(one -> one.mismatches().size()).orElse(0); }

    /// With another instruction set for which the compiler makes the same.
    Row with(String cpu) {
        return new Row(file, program, Stream.concat(cpus.stream(), Stream.of(cpu))
                .sorted().toList(), linux, refusal, trial);
    }

    /// Whether the same is to be said.
    boolean isLike(Row other) {
        return file.equals(other.file) && program.equals(other.program) && linux == other.linux
                && verdict().equals(other.verdict()) && numbers().equals(other.numbers());
    }

    String verdict() { return refusal.orElse("accepted"); }

    /// Blocks, packets, runs, engines, mismatches.
    List<String> numbers() {
        if (trial.isEmpty()) { return List.of("", "", "", "", ""); }
        Trial one = trial.get();
        int runs = one.reached().scenes().size();
        String linuxRuns = one.kernelRuns() == runs ? "" : " (Linux %d)".formatted(one.kernelRuns());
        return List.of("%d of %d".formatted(one.reached().reached().size(), one.reached().blocks().size()),
                String.valueOf(one.reached().packets()), runs + linuxRuns, one.hardware() ? "4" : "3",
                String.valueOf(one.mismatches().size()));
    }
}
