package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Random graphs in SSA form: every operation, branches to any later block, nested loops that end. No access that must
/// be in range is out of it, for packets of 64 bytes and more; hash map 0 has keys and values of 16 bytes.
public final class RandomSsaGraph {
    static final int MAP_START = 1024;
    static final int MAP_BYTES = 128;
    private static final int TURNS = 3;
    /// Bytes of the stack that are touched.
    private static final int STACK_BYTES = 96;

    private final Random random;
    private final int count;
    private final int density;
    private final List<List<Integer>> targets = new ArrayList<>();
    private final int[] back;
    private final List<List<Reg>> parameters = new ArrayList<>();
    private final List<List<Reg>> defined = new ArrayList<>();
    private final BitSet headers = new BitSet();
    private BitSet[] dominators;
    private int values;

    private RandomSsaGraph(long seed) {
        random = new Random(seed);
        count = 2 + random.nextInt(14);
        density = 1 + random.nextInt(9);
        back = new int[count];
    }

    public static Graph of(long seed) {
        return GraphCheck.require("the random generator", new RandomSsaGraph(seed).build());
    }

    private Graph build() {
        for (int block = 0; block < count; block++) {
            List<Integer> to = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0 && block + 1 < count; i--) {
                to.add(block + 1 + random.nextInt(Math.min(5, count - block - 1)));
            }
            targets.add(to);
            back[block] = -1;
        }
        dominate();
        for (int block = 1; block < count; block++) {
            if (random.nextInt(4) == 0) {
                int from = block;
                int[] above = dominators[from].stream().filter(d -> d > 0).toArray();
                if (above.length > 0) {
                    back[block] = above[random.nextInt(above.length)];
                    headers.set(back[block]);
                }
            }
        }
        for (int block = 0; block < count; block++) {
            List<Reg> regs = new ArrayList<>();
            for (int i = block == 0 ? 0 : random.nextInt(3) + (headers.get(block) ? 1 : 0); i > 0; i--) {
                regs.add(new Reg(values++));
            }
            parameters.add(regs);
            defined.add(new ArrayList<>(regs));
        }
        List<Block> blocks = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            blocks.add(new Block(block, parameters.get(block), steps(block)));
        }
        return new Graph(blocks, values, IntStream.range(0, STACK_BYTES).boxed().collect(Collectors.toSet()));
    }

    private void dominate() {
        dominators = new BitSet[count];
        for (int block = 0; block < count; block++) {
            BitSet above = new BitSet();
            boolean first = true;
            for (int from = 0; from < block; from++) {
                if (targets.get(from).contains(block) && dominators[from].get(0)) {
                    if (first) {
                        above.or(dominators[from]);
                    } else {
                        above.and(dominators[from]);
                    }
                    first = false;
                }
            }
            above.set(block);
            dominators[block] = above;
        }
    }

    private List<Step> steps(int block) {
        List<Step> steps = new ArrayList<>();
        boolean reachable = block == 0 || dominators[block].get(0);
        for (int i = random.nextInt(1 + 2 * density); i > 0 && reachable; i--) {
            operation(block, steps);
        }
        if (back[block] >= 0) {
            Reg fuel = parameters.get(back[block]).getFirst();
            Reg less = define();
            add(block, steps, new Operation.Alu(AluOp.SUB, Width.W64, less, fuel, new Immediate(1)));
            add(block, steps,
                    new Operation.Branch(Cond.SGT, Width.W64, fuel, new Immediate(0), to(block, back[block], less)));
        }
        for (int to : targets.get(block).subList(0, Math.max(0, targets.get(block).size() - 1))) {
            add(block, steps,
                    condition(block, random.nextInt(6) == 0 ? new Target.Leave(random.nextInt(5)) : target(block, to)));
        }
        if (targets.get(block).isEmpty()) {
            if (random.nextBoolean()) {
                add(block, steps, condition(block, new Target.Leave(random.nextInt(5))));
            }
            add(block, steps, random.nextInt(4) == 0 ? new Operation.Jump(new Target.Leave(3))
                    : new Operation.Exit(operand(block)));
        } else {
            add(block, steps, new Operation.Jump(target(block, targets.get(block).getLast())));
        }
        return steps;
    }

    private Target target(int block, int to) { return to(block, to, new Immediate(random.nextInt(TURNS))); }

    private Target to(int block, int to, Operand fuel) {
        List<Operand> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.get(to).size(); i++) {
            arguments.add(i == 0 && headers.get(to) ? fuel : operand(block));
        }
        return new Target.ToBlock(to, arguments);
    }

    private Operation condition(int block, Target target) {
        Optional<Reg> reg = reg(block);
        Operand left = reg.isEmpty() || random.nextInt(4) == 0 ? new Length() : reg.get();
        Operand right = left instanceof Length || random.nextBoolean() ? new Immediate(random.nextInt(80))
                : random.nextInt(5) == 0 ? new Length() : reg(block).orElseThrow();
        return new Operation.Branch(pick(Cond.values()), pick(Width.values()), left, right, target);
    }

    private void operation(int block, List<Step> steps) {
        Optional<Reg> some = reg(block);
        if (some.isEmpty() || random.nextInt(12) == 0) {
            add(block, steps,
                    new Operation.Get(define(),
                            pick(new Special[]{Special.LENGTH, Special.META, Special.CPU, Special.TIME,
                                    Special.RANDOM, Special.RESULT, Special.REDIRECT, Special.IFINDEX,
                                    Special.RX_QUEUE})));
            return;
        }
        Reg reg = some.get();
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> add(block, steps,
                    new Operation.Alu(pick(AluOp.values()), pick(Width.values()), define(), reg, operand(block, reg)));
            case 3 -> add(block, steps, new Operation.Compare(pick(Cond.values()), pick(Width.values()), define(), reg,
                    operand(block, reg)));
            case 4 -> add(block, steps,
                    new Operation.Choose(define(), reg, reg(block).orElseThrow(), new Immediate(random.nextInt(9))));
            case 5 ->
                add(block, steps, new Operation.Multiply(pick(Width.values()), define(), reg, operand(block, reg)));
            case 6, 7 -> {
                boolean nonFaulting = random.nextInt(3) > 0;
                add(block, steps,
                        new Operation.Load(Space.PACKET, pick(Size.values()), random.nextBoolean(),
                                random.nextBoolean(), nonFaulting,
                                define(), nonFaulting && random.nextBoolean() ? Optional.of(reg) : Optional.empty(),
                                random.nextInt(6), random.nextInt(2)));
            }
            case 8 -> add(block, steps,
                    new Operation.Store(Space.PACKET, pick(Size.values()), random.nextBoolean(), Optional.empty(),
                            random.nextInt(6), operand(block, reg), 0));
            case 9, 10 -> memory(block, steps, Space.STACK, 0, 0);
            case 11 -> memory(block, steps, Space.MAP, MAP_START, random.nextInt(3));
            case 12 -> request(block, steps, reg);
            case 13 -> atomic(block, steps, reg);
            case 14 -> add(block, steps, new Operation.Put(Special.REDIRECT, operand(block, reg)));
            default -> {
                if (random.nextInt(3) == 0) {
                    add(block, steps, new Operation.Adjust(pick(AdjustOp.values()), define(),
                            new Immediate(4 * (random.nextInt(9) - 4))));
                } else {
                    add(block, steps, new Operation.DivideRequest(pick(DivideOp.values()), pick(Width.values()), reg,
                            operand(block, reg)));
                    answer(block, steps);
                }
            }
        }
    }

    /// A load or store; alias 1 is the lower half of the memory in use, 2 the upper, 0 both.
    private void memory(int block, List<Step> steps, Space space, int start, int alias) {
        Reg masked = define();
        add(block, steps, new Operation.Alu(AluOp.AND, Width.W64, masked, reg(block).orElseThrow(),
                new Immediate(alias == 0 ? 63 : 31)));
        int offset = start + (alias == 2 ? MAP_BYTES / 2 : 0) + random.nextInt(24);
        Optional<Reg> base = random.nextBoolean() ? Optional.of(masked) : Optional.empty();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            if (random.nextBoolean()) {
                add(block, steps,
                        new Operation.Load(space, pick(Size.values()), random.nextBoolean(), random.nextBoolean(),
                                random.nextBoolean(),
                                define(), base, offset + random.nextInt(3), alias));
            } else {
                add(block, steps,
                        new Operation.Store(space, pick(Size.values()), random.nextBoolean(), base,
                                offset + random.nextInt(3),
                                reg(block).orElseThrow(), alias));
            }
        }
    }

    private void request(int block, List<Step> steps, Reg reg) {
        Reg key = define();
        add(block, steps, new Operation.Alu(AluOp.AND, Width.W64, key, reg, new Immediate(7)));
        MapOp op = pick(MapOp.values());
        if (op == MapOp.UPDATE) {
            add(block, steps, new Operation.Push(1, reg, operand(block, reg)));
        }
        add(block, steps, new Operation.MapRequest(op, 0, random.nextInt(4), key, new Immediate(0)));
        answer(block, steps);
        if (op == MapOp.LOOKUP && random.nextBoolean()) {
            Reg found = define();
            add(block, steps, new Operation.Get(found, Special.RESULT));
            add(block, steps,
                    new Operation.Load(Space.MAP, Size.B8, false, false, true, define(), Optional.of(found), 0, 0));
        }
    }

    private void atomic(int block, List<Step> steps, Reg reg) {
        AtomicOp op = pick(AtomicOp.values());
        if (op == AtomicOp.COMPARE_EXCHANGE) {
            add(block, steps, new Operation.Push(0, reg, new Immediate(0)));
        }
        int alias = random.nextInt(2);
        add(block, steps, new Operation.AtomicRequest(op, pick(Width.values()), Optional.empty(),
                MAP_START + 8 * random.nextInt(4), reg, alias));
        answer(block, steps);
    }

    private void answer(int block, List<Step> steps) {
        if (random.nextInt(3) > 0) {
            add(block, steps, new Operation.Get(define(), Special.RESULT));
        }
    }

    private void add(int block, List<Step> steps, Operation operation) {
        operation.writes().ifPresent(defined.get(block)::add);
        if (Encoding.obstacle(operation).isEmpty()) {
            steps.add(new Step(operation, Step.NOWHERE));
        } else {
            operation.writes().ifPresent(reg -> steps.add(new Step(
                    new Operation.Alu(AluOp.MOV, Width.W64, reg, new Immediate(0), new Immediate(7)), Step.NOWHERE)));
        }
    }

    private Operand operand(int block) {
        return random.nextInt(3) == 0 ? new Immediate(random.nextInt(100) - 20)
                : reg(block).map(r -> (Operand) r).orElse(new Immediate(5));
    }

    private Operand operand(int block, Reg reg) {
        return random.nextInt(3) == 0 ? reg : operand(block);
    }

    /// A new value; it can be read once the operation that defines it has been added.
    private Reg define() {
        return new Reg(values++);
    }

    /// A value that is defined here.
    private Optional<Reg> reg(int block) {
        List<Reg> known = new ArrayList<>();
        dominators[block].stream().forEach(d -> known.addAll(defined.get(d)));
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
    }

    private <E> E pick(E[] values) { return values[random.nextInt(values.length)]; }
}
