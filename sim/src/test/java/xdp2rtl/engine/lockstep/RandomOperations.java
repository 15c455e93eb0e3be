package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Unit;
import xdp2rtl.isa.Width;

/// Random operations, each encodable and for a lane that has its unit. Registers of every bank: [#ATOMIC] holds an
/// address for atomics, those from [#SMALL] to 7 hold 0 to 63, all others anything.
final class RandomOperations {
    static final int ATOMIC = 4;
    static final int SMALL = 5;
    private static final int[] NOTABLE =
            {0, 1, -1, 2, 3, 4, 7, 8, 14, 15, 16, 31, 32, 33, 63, 64, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff,
                    0x10000, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final CoreConfig config;
    private final RandomMaps maps;
    private final Random random;
    /// Bundles of the program.
    private final int length;
    private final List<Special> specials;

    RandomOperations(CoreConfig config, RandomMaps maps, Random random, int length) {
        this.config = config;
        this.maps = maps;
        this.random = random;
        this.length = length;
        this.specials = Special.of(config);
    }

    /// An operation for a lane of the bundle at `address`.
    Operation operation(int lane, int address) {
        int choice = random.nextInt(100);
        if (choice < 6) { return branch(address); }
        if (choice < 7 && oneIn(3)) { return new Operation.Exit(exitValue()); }
        List<Supplier<Operation>> kinds = new ArrayList<>();
        kinds.add(() -> compute(lane));
        Set<Unit> units = config.units().get(lane);
        for (Unit unit : Unit.values()) {
            if (units.contains(unit)) {
                kinds.add(() -> ofUnit(unit, lane));
            }
        }
        Operation made = kinds.get(random.nextInt(kinds.size())).get();
        return Encoding.obstacle(made).isEmpty() ? made : operation(lane, address);
    }

    private Operation ofUnit(Unit unit, int lane) {
        return switch (unit) {
            case PACKET_LOAD -> load(Space.PACKET, lane, base(), random.nextInt(oneIn(6) ? -40 : 0, 24));
            case PACKET_STORE -> store(Space.PACKET, base(), random.nextInt(oneIn(16) ? -40 : 0, 12));
            case STACK -> oneIn(2) ? load(Space.STACK, lane, base(), random.nextInt(440))
                    : store(Space.STACK, base(), random.nextInt(440));
            case MAP -> oneIn(2) ? mapLoad(lane) : mapStore();
            case REQUEST -> request();
            case FOLD -> new Operation.Alu(pick(AluOp.FOLD, AluOp.NFOLD), width(), destination(lane), any(), operand());
            case MULTIPLY -> new Operation.Multiply(width(), destination(lane), any(), operand());
            case CONTEXT -> context(lane);
        };
    }

    private Operation compute(int lane) {
        return switch (random.nextInt(8)) {
            case 0 -> new Operation.Compare(pick(Cond.values()), width(), destination(lane), any(), operand());
            case 1 -> new Operation.Choose(destination(lane), any(), any(), immediate());
            case 2 ->
                new Operation.Alu(AluOp.AND, width(), Reg.of(lane, random.nextInt(SMALL, 8)), any(), new Immediate(63));
            default -> alu(lane);
        };
    }

    private Operation alu(int lane) {
        AluOp op = pick(AluOp.values());
        return switch (op) {
            case FOLD, NFOLD -> alu(lane);
            case MOV -> new Operation.Alu(op, width(), destination(lane), new Immediate(0), operand());
            case SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64 ->
                new Operation.Alu(op, width(), destination(lane), any(), new Immediate(0));
            case ADD, SUB, RSUB, AND, OR, XOR, LSH, RSH, ARSH, PAIR, PAIR16, ADDC32, ROR32 ->
                new Operation.Alu(op, width(), destination(lane), any(), operand());
        };
    }

    private Operation load(Space space, int lane, Optional<Reg> base, int offset) {
        boolean wild = oneIn(16);
        boolean risky = wild || offset < 0 || space == Space.PACKET && base.isPresent();
        return new Operation.Load(space, pick(Size.values()), oneIn(3), oneIn(3), risky ? !oneIn(16) : oneIn(2),
                destination(lane),
                wild ? Optional.of(any()) : base, wild && oneIn(2) ? immediate().value() : offset, 0);
    }

    private Operation store(Space space, Optional<Reg> base, int offset) {
        boolean wild = oneIn(80);
        return new Operation.Store(space, pick(Size.values()), oneIn(3), wild ? Optional.of(any()) : base, offset,
                operand(), 0);
    }

    private Operation mapLoad(int lane) {
        boolean perCpu = oneIn(2);
        return switch (random.nextInt(4)) {
            case 0 -> new Operation.Load(Space.MAP, pick(Size.values()), oneIn(3), oneIn(3), !oneIn(16),
                    destination(lane), Optional.of(oneIn(2) ? Reg.RESULT : any()),
                    random.nextInt(32), 0);
            case 1 -> load(Space.MAP, lane, base(), 16 + random.nextInt(config.mapBytes()));
            default ->
                load(Space.MAP, lane, base(), maps.plain(perCpu) + random.nextInt(RandomMaps.plainBytes(perCpu) - 8));
        };
    }

    /// Never into a hash table's own structure: the map unit trusts it.
    private Operation mapStore() {
        if (oneIn(2)) { return mapAdd(); }
        if (oneIn(4)) {
            return new Operation.Store(Space.MAP, pick(Size.values()), oneIn(3), Optional.empty(),
                    maps.requested(random) + random.nextInt(8),
                    any(), 0);
        }
        boolean perCpu = oneIn(2);
        int bytes = RandomMaps.plainBytes(perCpu);
        int[] beyond = {0, 8, 12, config.mapBytes() - 3, config.mapBytes(), config.mapBytes() + 16,
                Integer.MAX_VALUE - 7, 1 << 31 | 1 << 28, -1};
        return switch (random.nextInt(40)) {
            case 0 -> new Operation.Store(Space.MAP, pick(Size.values()), oneIn(3), Optional.empty(),
                    beyond[random.nextInt(beyond.length)],
                    any(), 0);
            case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 ->
                new Operation.Store(Space.MAP, pick(Size.values()), oneIn(3), Optional.of(small()),
                        maps.plain(perCpu) + random.nextInt(bytes - 71), any(), 0);
            default -> new Operation.Store(Space.MAP, pick(Size.values()), oneIn(3), Optional.empty(),
                    maps.plain(perCpu) + random.nextInt(bytes - 8), oneIn(3) ? immediate() : any(), 0);
        };
    }

    private Operation request() {
        return switch (random.nextInt(8)) {
            case 0 ->
                new Operation.DivideRequest(pick(DivideOp.values()), width(), any(), oneIn(4) ? small() : operand());
            case 1 -> atomic();
            case 2, 3 -> new Operation.Push(oneIn(4) ? random.nextInt(CoreConfig.ARGUMENT_PAIRS) : random.nextInt(5),
                    keyPart(), keyPart());
            default -> new Operation.MapRequest(pick(MapOp.LOOKUP, MapOp.UPDATE, MapOp.UPDATE, MapOp.DELETE),
                    random.nextInt(4),
                    oneIn(3) ? random.nextInt(4) : 0, keyPart(), new Immediate(0));
        };
    }

    /// What keeps the map unit's walk busy: most are lookups, and nothing else stands in their way.
    Operation walk() {
        Operation made = switch (random.nextInt(10)) {
            case 0, 1 -> atomic();
            case 2 -> request();
            case 3 -> new Operation.Push(1 + random.nextInt(3), keyPart(), new Immediate(0));
            default -> new Operation.MapRequest(MapOp.LOOKUP, random.nextInt(4), 0, keyPart(), new Immediate(0));
        };
        return Encoding.obstacle(made).isEmpty() ? made : walk();
    }

    private Operation atomic() {
        AtomicOp op = pick(AtomicOp.values());
        if (oneIn(2)) {
            return new Operation.AtomicRequest(op, width(), Optional.of(Reg.of(lane(), ATOMIC)), 0, operand(), 0);
        }
        boolean perCpu = oneIn(2);
        int offset = random.nextInt(RandomMaps.atomicBytes(perCpu) / 4) * 4;
        return new Operation.AtomicRequest(op, offset % 8 == 4 ? Width.W32 : width(), Optional.empty(),
                maps.atomic(perCpu) + (oneIn(60) ? offset + 1 : offset), any(), 0);
    }

    /// Mostly at few words, so that additions meet each other on their way.
    private Operation mapAdd() {
        boolean perCpu = oneIn(4);
        Size size = pick(Size.B1, Size.B2, Size.B4, Size.B8);
        Operand value = oneIn(2) ? any() : new Immediate(random.nextInt(-(1 << 11), 1 << 11));
        if (oneIn(5)) { return new Operation.MapAdd(size, Optional.of(Reg.of(lane(), ATOMIC)), 0, value, 0); }
        int offset = random.nextInt(oneIn(3) ? RandomMaps.atomicBytes(perCpu) : 16) & -size.bytes();
        return new Operation.MapAdd(size, Optional.empty(), maps.atomic(perCpu) + (oneIn(80) ? offset + 1 : offset),
                value, 0);
    }

    /// The address that a bank's [#ATOMIC] register gets.
    Immediate atomicAddress() {
        return new Immediate(maps.atomic(oneIn(2)) + 8 * random.nextInt(2));
    }

    private Operation context(int lane) {
        return switch (random.nextInt(6)) {
            case 0 -> new Operation.Put(Special.REDIRECT, operand(), random.nextInt(2) * random.nextInt(256));
            case 1 -> new Operation.Adjust(AdjustOp.HEAD, destination(lane), delta(48, 1));
            case 2 -> new Operation.Adjust(AdjustOp.TAIL, destination(lane), delta(40, 1));
            case 3 -> new Operation.Adjust(AdjustOp.META, destination(lane), delta(12, 4));
            case 4 -> new Operation.Get(destination(lane), Special.RESULT);
            default -> new Operation.Get(destination(lane), specials.get(random.nextInt(specials.size())));
        };
    }

    private Operand delta(int bound, int step) {
        return oneIn(12) ? operand() : new Immediate(step * random.nextInt(-bound, bound));
    }

    private Operand keyPart() {
        return switch (random.nextInt(4)) {
            case 0 -> small();
            case 1 -> new Immediate(0);
            default -> new Immediate(random.nextInt(8));
        };
    }

    private Operation branch(int address) {
        if (oneIn(12)) { return new Operation.Jump(target(address)); }
        if (oneIn(8)) {
            return new Operation.Branch(pick(Cond.values()), width(), Reg.RESULT, immediate(), target(address));
        }
        Operand left = oneIn(6) ? new Operand.Length() : any();
        Operand right = left instanceof Operand.Length ? new Immediate(random.nextInt(100))
                : oneIn(6) ? new Operand.Length() : operand();
        return new Operation.Branch(pick(Cond.values()), width(), left, right, target(address));
    }

    private Target target(int address) {
        int choice = random.nextInt(100);
        if (choice < 6) { return new Target.Leave(random.nextInt(oneIn(3) ? Target.Leave.ACTIONS : 5)); }
        if (choice < 8) { return new Target.ToBundle(random.nextInt(Encoding.MAX_BUNDLES)); }
        int to = choice < 13 ? address - random.nextInt(6) : address + 1 + random.nextInt(6);
        return new Target.ToBundle(Math.clamp(to, 1, length - 1));
    }

    Operand exitValue() {
        return oneIn(4) ? any() : new Immediate(random.nextInt(6));
    }

    private Optional<Reg> base() {
        return oneIn(2) ? Optional.of(small()) : Optional.empty();
    }

    private Operand operand() {
        return oneIn(2) ? any() : immediate();
    }

    private Immediate immediate() {
        return new Immediate(oneIn(4) ? random.nextInt() : NOTABLE[random.nextInt(NOTABLE.length)]);
    }

    private Reg any() {
        return Reg.of(lane(), random.nextInt(oneIn(3) ? config.registersPerLane() : 4));
    }

    private Reg small() {
        return Reg.of(lane(), random.nextInt(SMALL, 8));
    }

    private int lane() {
        return random.nextInt(config.lanes());
    }

    private Reg destination(int lane) {
        int far = config.registersPerLane() - 8;
        return Reg.of(lane, far > 0 && oneIn(4) ? 8 + random.nextInt(far) : random.nextInt(4));
    }

    private Width width() {
        return pick(Width.values());
    }

    private boolean oneIn(int of) {
        return random.nextInt(of) == 0;
    }

    @SafeVarargs private final <T> T pick(T... of) {
        return of[random.nextInt(of.length)];
    }
}
