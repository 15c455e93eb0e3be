package xdp2rtl.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.Node;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.linux.Kfunc;

/// Where a program has iterators. One begins once, is asked while it is there, and ends on every way, before its
/// function does (`process_iter_arg` and `check_reference_leak` of Linux, kernel/bpf/verifier.c).
final class IteratorUses {
    private static final String REFUSED = "Linux refuses that too";

    private final Analysis analysis;
    private final Refusal refusal;
    /// By block, the iterators that are there where it begins; several sets where paths meet.
    private final Map<Integer, Set<Set<Place>>> before = new HashMap<>();

    /// 8 bytes of a frame's stack; `offset` counts from its R10.
    record Place(int frame, int offset) {}

    private IteratorUses(Analysis analysis) {
        this.analysis = analysis;
        this.refusal = new Refusal(analysis.cfg());
    }

    /// @param visited is told the block that is looked at
    /// @throws xdp2rtl.diagnostic.InputError where a program does not do so on every path
    static void check(Analysis analysis, IntConsumer visited) {
        boolean iterates = analysis.cfg().blocks().stream()
                .anyMatch(
                        block -> block.flow() instanceof Terminator.Enter enter && function(enter.call()).isPresent());
        if (iterates) {
            new IteratorUses(analysis).follow(visited);
        }
    }

    /// Where a structure of the kernel's is that a call is given.
    /// @param bytes how many it has
    /// @throws xdp2rtl.diagnostic.InputError if there cannot be one
    static Place place(Refusal refusal, State state, Node node, int register, int bytes) {
        Type type = refusal.use(state, node, register);
        if (type instanceof Type.Stack(int frame, Range offset) && offset.isConstant() && offset.low() % Long.BYTES == 0
                && offset.low() >= -512 && offset.low() <= -bytes) {
            return new Place(frame, (int) offset.low());
        }
        boolean iterator = bytes == Long.BYTES;
        throw refusal.of(node, "needs %s in r%d, which is %s".formatted(iterator ? "an iterator" : "a dynptr", register,
                type.text()), REFUSED,
                "Give it the address of a struct %s on the stack".formatted(
                        iterator ? "bpf_iter_num" : "bpf_dynptr"));
    }

    private static Place place(Refusal refusal, State state, Node node) {
        return place(refusal, state, node, Registers.FIRST_ARGUMENT, Long.BYTES);
    }

    private static Optional<Kfunc> function(Node call) {
        return call.instruction() instanceof Instruction.Call(CallTarget.Kfunc(Kfunc function))
                && switch (function) {
                    case ITER_NUM_NEW, ITER_NUM_NEXT, ITER_NUM_DESTROY -> true;
                    case RCU_READ_LOCK, RCU_READ_UNLOCK, PREEMPT_DISABLE, PREEMPT_ENABLE, DYNPTR_FROM_XDP, DYNPTR_SIZE,
                            DYNPTR_IS_NULL, DYNPTR_IS_RDONLY, DYNPTR_ADJUST, DYNPTR_CLONE,
                            DYNPTR_COPY, DYNPTR_MEMSET,
                            DYNPTR_SLICE, DYNPTR_SLICE_RDWR, XDP_METADATA_RX_TIMESTAMP,
                            XDP_METADATA_RX_HASH, XDP_METADATA_RX_VLAN_TAG ->
                        false;
                } ? Optional.of(function) : Optional.empty();
    }

    private void follow(IntConsumer visited) {
        var open = new TreeSet<Integer>(Set.of(0));
        before.put(0, new HashSet<>(Set.of(Set.of())));
        while (!open.isEmpty()) {
            BasicBlock block = analysis.cfg().blocks().get(open.removeFirst());
            visited.accept(block.id());
            State state = analysis.before(block.id()).orElseThrow();
            block.nodes().forEach(node -> analysis.transfer().step(state, node));
            Set<Set<Place>> after = after(block, state);
            for (int next : analysis.successors(block, state)) {
                if (before.computeIfAbsent(next, _ -> new HashSet<>()).addAll(after)) {
                    open.add(next);
                }
            }
        }
    }

    private Set<Set<Place>> after(BasicBlock block, State state) {
        Set<Set<Place>> all = before.get(block.id());
        return switch (block.flow()) {
            case Terminator.Enter(Node call, _, _) ->
                function(call).map(function -> called(function, call, place(refusal, state, call), all)).orElse(all);
            case Terminator.End(Node exit) -> requireNone(exit, all, _ -> true);
            case Terminator.TailCall tail -> requireNone(tail.call(), all, _ -> true);
            case Terminator.Return(Node exit, _) -> requireNone(exit, all, place -> place.frame() == exit.frame());
            case Terminator.Goto _, Terminator.Test _, Terminator.Begin _ -> all;
        };
    }

    private Set<Set<Place>> called(Kfunc function, Node call, Place place, Set<Set<Place>> all) {
        boolean begins = function == Kfunc.ITER_NUM_NEW;
        if (all.stream().anyMatch(places -> places.contains(place) == begins)) {
            throw refusal.of(call, begins ? "begins an iterator that may not have ended"
                    : "is given an iterator that may not have begun", REFUSED,
                    begins ? "Call bpf_iter_num_destroy() first" : "Call bpf_iter_num_new() first");
        }
        if (function == Kfunc.ITER_NUM_NEXT) { return all; }
        Set<Set<Place>> after = new HashSet<>();
        for (Set<Place> places : all) {
            Set<Place> changed = new HashSet<>(places);
            if (begins) {
                changed.add(place);
            } else {
                changed.remove(place);
            }
            after.add(Set.copyOf(changed));
        }
        return after;
    }

    private Set<Set<Place>> requireNone(Node node, Set<Set<Place>> all, Predicate<Place> which) {
        if (all.stream().flatMap(Set::stream).anyMatch(which)) {
            throw refusal.of(node, "ends the function while an iterator may not have ended", REFUSED,
                    "Call bpf_iter_num_destroy() on every way, or use bpf_for()");
        }
        return all;
    }
}
