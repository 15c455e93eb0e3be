package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Encoding;
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

/// Random graphs without loops that a pass could get wrong: accesses that overlap in part, moves of borders,
/// branches that imply one another, parameters. Non-faulting loads stand where their bytes exist: in the first 14
/// bytes of the packet, on the stack, or in map memory.
final class RandomGraph {
    private static final int[] CONSTANTS =
            {0, 1, 2, 3, 7, 8, 14, 15, 16, 20, 31, 32, 34, 40, 48, 56, 63, 255, 256, 65535, 0x8100, -1, -2, -8,
                    -256, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final Random random;
    private int values;
    private List<Reg> known = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();

    private RandomGraph(long seed) { random = new Random(seed); }

    static Graph of(long seed) { return new RandomGraph(seed).graph(); }

    private Graph graph() {
        int count = 2 + random.nextInt(6);
        List<List<Reg>> parameters = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Reg> own = new ArrayList<>();
            for (int p = i == 0 ? 0 : random.nextInt(3); p > 0; p--) {
                own.add(new Reg(values++));
            }
            parameters.add(own);
        }
        // Values of the entry can be used everywhere; those of other blocks only in themselves and through
        // arguments.
        List<Block> blocks = new ArrayList<>();
        List<Reg> everywhere = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            known = new ArrayList<>(everywhere);
            known.addAll(parameters.get(i));
            steps = new ArrayList<>();
            if (i == 0) {
                add(new Operation.Load(Space.PACKET, Size.B2, false, false, true, fresh(), Optional.empty(),
                        12, 0));
                add(new Operation.Get(fresh(), Special.LENGTH));
                for (int s = 61; s < 64; s++) {
                    step(new Operation.Store(Space.STACK, Size.B8, false, Optional.empty(), 8 * s,
                            new Immediate(s), 0));
                }
            }
            for (int n = 3 + random.nextInt(10); n > 0; n--) {
                straight();
            }
            if (i == 0) {
                everywhere.addAll(known);
            }
            for (int n = random.nextInt(3); n > 0; n--) {
                branch(i, count, parameters);
            }
            step(i == count - 1 || random.nextInt(5) == 0 ? new Operation.Exit(operand())
                    : new Operation.Jump(target(i, count, parameters)));
            blocks.add(new Block(i, parameters.get(i), steps));
        }
        return new Graph(blocks, values);
    }

    private Reg fresh() { return new Reg(values++); }

    private void step(Operation operation) { steps.add(new Step(operation, Step.NOWHERE)); }

    private void add(Operation operation) {
        if (Encoding.obstacle(operation).isEmpty()) {
            step(operation);
            operation.writes().ifPresent(known::add);
        }
    }

    private Reg reg() {
        return random.nextInt(3) == 0 ? known.getLast() : known.get(random.nextInt(known.size()));
    }

    private Immediate constant() { return new Immediate(CONSTANTS[random.nextInt(CONSTANTS.length)]); }

    private Operand operand() { return random.nextInt(3) == 0 ? constant() : reg(); }

    private Width width() { return random.nextInt(3) == 0 ? Width.W32 : Width.W64; }

    private <E extends Enum<E>> E any(E[] all) { return all[random.nextInt(all.length)]; }

    private void straight() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5 -> add(new Operation.Alu(any(AluOp.values()), width(), fresh(), reg(),
                    operand()));
            case 6 -> add(new Operation.Compare(any(Cond.values()), width(), fresh(), reg(), operand()));
            case 7 -> add(new Operation.Choose(fresh(), reg(), reg(), constant()));
            case 8 -> add(new Operation.Multiply(width(), fresh(), reg(), operand()));
            case 9, 10, 11 -> load();
            case 12, 13 -> store();
            case 14 -> {
                switch (random.nextInt(4)) {
                    case 0 -> add(new Operation.Adjust(random.nextBoolean() ? AdjustOp.HEAD : AdjustOp.TAIL,
                            fresh(), new Immediate(random.nextInt(60) - 30)));
                    case 1 -> add(new Operation.Get(fresh(),
                            random.nextBoolean() ? Special.LENGTH : Special.IFINDEX));
                    case 2 ->
                        add(new Operation.Put(Special.REDIRECT, operand(), random.nextInt(2) * random.nextInt(256)));
                    default -> {
                        add(new Operation.DivideRequest(any(DivideOp.values()), width(), reg(), operand()));
                        add(new Operation.Get(fresh(), Special.RESULT));
                    }
                }
            }
            default -> {
                // Addresses with a range, for which non-faulting loads and stores are in range.
                Reg masked = fresh();
                add(new Operation.Alu(AluOp.AND, Width.W64, masked, reg(), new Immediate(3)));
                add(new Operation.Load(Space.PACKET, Size.B4, false, false, true, fresh(),
                        Optional.of(masked), random.nextInt(8), 0));
                if (random.nextBoolean()) {
                    add(new Operation.Store(Space.PACKET, Size.B2, false, Optional.of(masked),
                            random.nextInt(8), operand(), 0));
                }
            }
        }
    }

    private void load() {
        Size size = any(Size.values());
        Space space = any(Space.values());
        boolean signed = random.nextInt(4) == 0;
        add(new Operation.Load(space, size, signed, random.nextInt(4) == 0, true, fresh(), Optional.empty(),
                offset(space, size), 0));
    }

    private void store() {
        Size size = any(Size.values());
        Space space = any(Space.values());
        add(new Operation.Store(space, size, random.nextInt(4) == 0, Optional.empty(), offset(space, size),
                operand(), 0));
    }

    private int offset(Space space, Size size) {
        return random.nextInt(15 - size.bytes()) + (space == Space.MAP ? 64 : space == Space.STACK ? 488 : 0);
    }

    private void branch(int block, int count, List<List<Reg>> parameters) {
        Operand left = random.nextInt(4) == 0 ? new Length() : reg();
        Operand right = left instanceof Length || random.nextBoolean() ? constant() : random.nextInt(3) == 0
                ? new Length() : reg();
        Target target = block == count - 1 || random.nextInt(3) == 0 ? new Target.Leave(random.nextInt(5))
                : target(block, count, parameters);
        Operation branch = new Operation.Branch(any(Cond.values()), width(), left, right, target);
        if (Encoding.obstacle(branch).isEmpty()) {
            step(branch);
        }
    }

    private Target target(int block, int count, List<List<Reg>> parameters) {
        int to = block + 1 + random.nextInt(Math.min(3, count - block - 1));
        List<Operand> arguments = new ArrayList<>();
        parameters.get(to).forEach(_ -> arguments.add(random.nextInt(3) == 0 ? constant() : reg()));
        return new Target.ToBlock(to, arguments);
    }
}
