package xdp2rtl.reach;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.AddressSpace;
import xdp2rtl.engine.interpreter.Watch;
import xdp2rtl.linux.Helper;

/// Looks on while one packet runs, and keeps what values are made of.
final class Shadow implements Watch {
    /// A run is followed so far.
    private static final int MOST_STEPS = 200_000;
    private static final int MOST_CHOICES = 4000;
    /// What is made of more is taken for a constant.
    private static final int LARGEST = 600;

    /// The run is as long as it is followed.
    static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("", null, false, false);
        }
    }

    private final ShadowMemory shadow;
    private final ShadowCalls calls;
    private final Term[] terms = new Term[Registers.COUNT];
    private final Deque<Term[]> kept = new ArrayDeque<>();
    private final BitSet slots = new BitSet();
    private final BitSet edges = new BitSet();
    private final BitSet ends = new BitSet();
    private final List<Choice> choices = new ArrayList<>();
    private After after = After.NOTHING;
    private int steps;

    /// What is to be done when an instruction has been run, in front of the next one.
    interface After {
        After NOTHING = (_, _, _) -> {};

        void run(long[] registers, int slot, AddressSpace memory);
    }

    Shadow(Program program, Inputs inputs) {
        this.shadow = new ShadowMemory(program, inputs);
        this.calls = new ShadowCalls(program, inputs, this, shadow);
    }

    /// Slots of the instructions that were run.
    BitSet slots() { return slots; }

    /// [Choice.Branched#edge]s that were taken.
    BitSet edges() { return edges; }

    /// How calls ended that lead somewhere if a map says where; numbered like edges.
    BitSet ends() { return ends; }

    List<Choice> choices() { return choices; }

    int steps() { return steps; }

    void add(Choice choice) {
        if (choices.size() < MOST_CHOICES) {
            choices.add(choice);
        }
    }

    /// What a register is made of.
    Term of(int register, long[] r) {
        Term term = terms[register];
        return term != null && term.value() == r[register] ? term : Term.constant(r[register]);
    }

    void set(int register, Term term) {
        terms[register] = term.size() > LARGEST ? null : term;
    }

    @Override public void step(int slot, Instruction instruction, long[] r, AddressSpace memory) {
        After last = after;
        after = After.NOTHING;
        last.run(r, slot, memory);
        if (++steps > MOST_STEPS) { throw new Enough(); }
        slots.set(slot);
        switch (instruction) {
            case Instruction.Alu(var op, var width, int dst, var source) ->
                set(dst, Term.operation(op, width, of(dst, r), of(source, r)));
            case Instruction.ByteSwap(var kind, int bits, int dst) -> set(dst, Term.swap(kind, bits, of(dst, r)));
            case Instruction.LoadImmediate(int dst, _) -> terms[dst] = null;
            case Instruction.Load(var size, boolean signed, int dst, int base, int offset) -> {
                long address = r[base] + offset;
                if (AddressSpace.region(address) == AddressSpace.CONTEXT) {
                    int field = (int) AddressSpace.offset(address);
                    after = (now, _, _) -> calls.field(field, dst, now[dst]);
                } else {
                    set(dst, extended(Term.join(shadow.load(address, size.bytes(), memory)), signed, size.bits()));
                }
            }
            case Instruction.LoadAcquire(var size, int dst, int base, int offset) ->
                set(dst, Term.join(shadow.load(r[base] + offset, size.bytes(), memory)));
            case Instruction.Store(var size, int base, int offset, var source) ->
                shadow.store(r[base] + offset, size.bytes(), of(source, r));
            case Instruction.StoreRelease(var size, int base, int offset, int src) ->
                shadow.store(r[base] + offset, size.bytes(), of(src, r));
            case Instruction.Atomic atomic -> {
                long address = r[atomic.base()] + atomic.offset();
                Term old = Term.join(shadow.load(address, atomic.size().bytes(), memory));
                int to = atomic.op() == AtomicOperation.CMPXCHG ? Registers.RESULT : atomic.src();
                after = (now, _, then) -> {
                    shadow.forget(address, atomic.size().bytes(), then);
                    if (atomic.fetch()) {
                        set(to, old);
                    }
                };
            }
            case Instruction.Branch branch -> branch(slot, branch, r);
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                after = calls.helper(Helper.of(number).orElseThrow(), slot, r.clone(), memory);
            case Instruction.Call(CallTarget.Kfunc(var function)) -> after = calls.kernel(function, r.clone());
            case Instruction.Call _, Instruction.MayGoto _, Instruction.Jump _, Instruction.Exit _,
                 Instruction.PacketLoad _ ->
                {}
        }
    }

    private static Term extended(Term term, boolean signed, int bits) {
        if (!signed) { return term; }
        AluOperation op = switch (bits) {
            case 8 -> AluOperation.MOVSX8;
            case 16 -> AluOperation.MOVSX16;
            default -> AluOperation.MOVSX32;
        };
        return Term.operation(op, OperandWidth.W64, Term.constant(0), term);
    }

    private Term of(SourceOperand source, long[] r) {
        return switch (source) {
            case SourceOperand.Register(int number) -> of(number, r);
            case SourceOperand.Immediate(int value) -> Term.constant(value);
        };
    }

    private void branch(int slot, Instruction.Branch branch, long[] r) {
        Term left = of(branch.left(), r);
        Term right = of(branch.right(), r);
        boolean taken = branch.condition().holds(branch.width(), left.value(), right.value());
        edges.set(Choice.Branched.edge(slot, taken));
        if (!(left instanceof Term.Constant && right instanceof Term.Constant)) {
            add(new Choice.Branched(slot, taken, branch.condition(), branch.width(), left, right));
        }
    }

    @Override public void enters() {
        kept.push(Arrays.copyOfRange(terms, Registers.FIRST_KEPT, Registers.LAST_KEPT + 1));
    }

    @Override public void leaves() {
        Term[] before = kept.pop();
        System.arraycopy(before, 0, terms, Registers.FIRST_KEPT, before.length);
    }
}
