package xdp2rtl.lower;

import java.util.List;
import java.util.SplittableRandom;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.MapKind;

/// Random XDP programs that a verifier would let in: numbers in R0 to R5, R7 and R8 are anything, R6 is the
/// context, R9 collects what is seen.
final class RandomInstructions {
    static final List<MapSpec> MAPS = List.of(
            MapSpec.of("array", MapKind.ARRAY, 4, 12, 4), MapSpec.of("percpu", MapKind.PERCPU_ARRAY, 4, 16, 3),
            MapSpec.of("hash", MapKind.HASH, 6, 20, 3), MapSpec.of("long_key", MapKind.HASH, 37, 8, 4),
            MapSpec.of("percpu_hash", MapKind.PERCPU_HASH, 16, 8, 4),
            MapSpec.of("devices", MapKind.DEVMAP, 4, 4, 4));

    private static final int CONTEXT = 6;
    private static final int SEEN = 9;
    private static final int STACK = 96;
    private static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 7, 8};
    private static final int[] INTERESTING =
            {0, 1, 2, 3, 4, 5, 7, 8, 16, 31, 63, 255, 256, 0x7fff_ffff, 0x8000_0000, -1, -2, -7, -22};

    private final SplittableRandom random;
    private final CodeWriter code = new CodeWriter();
    private final boolean aligned;
    private boolean called;

    private RandomInstructions(long seed) {
        this.random = new SplittableRandom(seed);
        this.aligned = seed % 2 == 0;
    }

    static Program of(long seed, int items) { return new RandomInstructions(seed).write(items); }

    private Program write(int items) {
        code.copy(CONTEXT, 1).constant(SEEN, random.nextLong());
        int function = code.label();
        stack();
        numbers();
        for (int i = 0; i < items; i++) {
            item(true, function);
        }
        for (int r : NUMBERS) {
            see(r);
        }
        for (int at = 8; at <= STACK; at += 8) {
            code.load(AccessSize.DW, 0, 10, -at);
            see(0);
        }
        code.copy(0, SEEN).exit();
        return called ? withFunction(function, items) : code.program(MAPS);
    }

    private Program withFunction(int function, int items) {
        // The function: gets a pointer into its caller's stack and two numbers.
        code.function(function).copy(7, 1).constant(SEEN, random.nextLong());
        for (int r : new int[]{0, 4, 5, 8}) {
            code.constant(r, random.nextLong());
        }
        code.mov(1, 1);
        stack();
        for (int i = 0; i < items / 4; i++) {
            int size = random.nextInt(4);
            switch (random.nextInt(4)) {
                case 0 ->
                    code.load(AccessSize.values()[size], 0, 7, aligned(random.nextInt(25), AccessSize.values()[size]));
                case 1 -> code.store(AccessSize.values()[size], 7,
                        aligned(random.nextInt(25), AccessSize.values()[size]), 2 + random.nextInt(2));
                case 2 -> stackAccess();
                default -> alu(new int[]{0, 2, 3, 4, 5, 8});
            }
        }
        code.aluReg(AluOperation.XOR, 0, SEEN).exit();
        return code.program(MAPS);
    }

    private void stack() {
        for (int at = 8; at <= STACK; at += 8) {
            code.storeImmediate(AccessSize.DW, 10, -at, random.nextInt());
        }
    }

    private void numbers() {
        for (int r : NUMBERS) {
            code.constant(r, random.nextInt(3) == 0 ? interesting() : random.nextLong());
        }
    }

    private int interesting() { return INTERESTING[random.nextInt(INTERESTING.length)]; }

    private int number() { return NUMBERS[random.nextInt(NUMBERS.length)]; }

    private void see(int register) {
        code.alu(AluOperation.MUL, SEEN, 31).aluReg(AluOperation.ADD, SEEN, register);
    }

    private void clobbered() {
        see(0);
        for (int r = 1; r <= 5; r++) {
            code.constant(r, random.nextLong());
        }
    }

    private void item(boolean nests, int function) {
        switch (random.nextInt(nests ? 20 : 14)) {
            case 0, 1, 2, 3, 4 -> alu(NUMBERS);
            case 5, 6, 7 -> stackAccess();
            case 8 -> packetAccess();
            case 9 -> stackAtomic();
            case 10 -> indexedStack();
            case 11 -> lookup();
            case 12 -> update();
            case 13 -> checksum();
            case 14 -> border();
            case 15 -> {
                code.copy(2, number()).copy(3, number()).copy(1, 10).alu(AluOperation.ADD, 1,
                        -8 * (4 + random.nextInt(9)));
                code.callFunction(function);
                called = true;
                clobbered();
            }
            case 16 -> loop(function);
            case 17 -> special();
            default -> branch(function);
        }
    }

    private void alu(int[] registers) {
        AluOperation op = AluOperation.values()[random.nextInt(AluOperation.values().length)];
        OperandWidth width = random.nextBoolean() || op == AluOperation.MOVSX32 ? OperandWidth.W64 : OperandWidth.W32;
        int dst = registers[random.nextInt(registers.length)];
        if (random.nextInt(8) == 0) {
            code.add(new Instruction.ByteSwap(Instruction.ByteSwap.Kind.values()[random.nextInt(3)],
                    16 << random.nextInt(3), dst));
            return;
        }
        if (op == AluOperation.NEG) {
            code.alu(op, width, dst, new SourceOperand.Immediate(0));
        } else if (op.isSignExtendingMove() || random.nextBoolean()) {
            code.alu(op, width, dst, new SourceOperand.Register(registers[random.nextInt(registers.length)]));
        } else {
            boolean shifts = op == AluOperation.LSH || op == AluOperation.RSH || op == AluOperation.ARSH;
            boolean divides = op == AluOperation.DIV || op == AluOperation.MOD || op == AluOperation.SDIV
                    || op == AluOperation.SMOD;
            int value = random.nextBoolean() ? interesting() : random.nextInt();
            code.alu(op, width, dst, new SourceOperand.Immediate(
                    shifts ? value & width.bits() - 1 : divides && value == 0 ? 3 : value));
        }
    }

    private void stackAccess() {
        AccessSize size = AccessSize.values()[random.nextInt(4)];
        int at = -STACK + aligned(random.nextInt(STACK - size.bytes() + 1), size);
        switch (random.nextInt(3)) {
            case 0 -> code.add(new Instruction.Load(
                    size, size != AccessSize.DW && random.nextBoolean(), number2(), 10, at));
            case 1 -> code.store(size, 10, at, number2());
            default -> code.storeImmediate(size, 10, at, interesting());
        }
    }

    /// Linux wants aligned accesses to the stack; every other program does without.
    private int aligned(int offset, AccessSize size) {
        return aligned ? offset / size.bytes() * size.bytes() : offset;
    }

    /// A register that holds a number in the function as well.
    private int number2() { return new int[]{0, 2, 3, 4, 5, 8}[random.nextInt(6)]; }

    private void stackAtomic() {
        AccessSize size = random.nextBoolean() ? AccessSize.W : AccessSize.DW;
        int at = -size.bytes() * (1 + random.nextInt(STACK / size.bytes()));
        atomic(size, 10, at);
    }

    private void atomic(AccessSize size, int base, int at) {
        AtomicOperation op = AtomicOperation.values()[random.nextInt(AtomicOperation.values().length)];
        code.add(new Instruction.Atomic(op, op.alwaysFetches() || random.nextBoolean(), size, base, at, 3
                + random.nextInt(3)));
    }

    private void indexedStack() {
        if (random.nextInt(3) != 0) { return; }
        code.copy(1, number()).alu(AluOperation.AND, 1, aligned ? 8 : 15).copy(2, 10)
                .aluReg(AluOperation.ADD, 2, 1);
        if (random.nextBoolean()) {
            code.store(AccessSize.values()[random.nextInt(4)], 2, -64, 8);
        } else {
            code.load(AccessSize.values()[random.nextInt(4)], 8, 2, -64);
        }
        code.mov(2, random.nextInt());
    }

    /// R1 = start, checked for `bytes`; goes to `otherwise` if the packet is shorter.
    private void packet(int bytes, int otherwise) {
        code.load(AccessSize.W, 1, CONTEXT, 0).load(AccessSize.W, 2, CONTEXT, 4).copy(3, 1)
                .alu(AluOperation.ADD, 3, bytes);
        if (random.nextBoolean()) {
            code.branch(Condition.GT, OperandWidth.W64, 3, new SourceOperand.Register(2), otherwise);
        } else {
            code.branch(Condition.LT, OperandWidth.W64, 2, new SourceOperand.Register(3), otherwise);
        }
    }

    private void packetAccess() {
        int end = code.label();
        int skip = code.label();
        int bytes = 8 + random.nextInt(60);
        packet(bytes, skip);
        if (random.nextBoolean()) {
            // A place that is not known.
            code.load(AccessSize.B, 4, 1, 0).alu(AluOperation.AND, 4, 31).aluReg(AluOperation.ADD, 1, 4).copy(3, 1)
                    .alu(AluOperation.ADD, 3, bytes);
            code.branch(Condition.GT, OperandWidth.W64, 3, new SourceOperand.Register(2), skip);
        }
        for (int i = 0; i < 3; i++) {
            AccessSize size = AccessSize.values()[random.nextInt(4)];
            int at = random.nextInt(bytes - size.bytes() + 1);
            if (random.nextBoolean()) {
                code.load(size, 5, 1, at);
                see(5);
            } else {
                code.store(size, 1, at, 8);
            }
        }
        code.at(skip);
        for (int r = 1; r <= 5; r++) {
            code.constant(r, random.nextLong());
        }
        code.at(end);
    }

    private void key(int size) {
        code.storeImmediate(AccessSize.DW, 10, -40, 0).storeImmediate(AccessSize.DW, 10, -32, 0)
                .storeImmediate(AccessSize.DW, 10, -24, 0)
                .storeImmediate(AccessSize.DW, 10, -16, 0).storeImmediate(AccessSize.DW, 10, -8, 0);
        if (random.nextBoolean()) {
            code.storeImmediate(AccessSize.W, 10, -40, random.nextInt(5));
        } else {
            code.copy(1, number()).alu(AluOperation.AND, 1, 3).store(AccessSize.W, 10, -40, 1);
        }
        if (size > 4 && random.nextInt(4) == 0) {
            code.storeImmediate(AccessSize.B, 10, -40 + size - 1, 1);
        }
        code.copy(2, 10).alu(AluOperation.ADD, 2, -40);
    }

    private void lookup() {
        int map = random.nextInt(MAPS.size());
        key(MAPS.get(map).keySize());
        code.map(1, map).call(Helper.MAP_LOOKUP_ELEM);
        if (random.nextBoolean()) {
            code.copy(7, 0);
        } else {
            code.mov(7, 0);
        }
        int none = code.label();
        code.branch(Condition.EQ, 0, 0, none);
        int size = MAPS.get(map).valueSize();
        for (int i = 0; i < 2; i++) {
            int at = 4 * random.nextInt(size / 4);
            switch (MAPS.get(map).holdsTargets() ? 0 : random.nextInt(3)) {
                case 0 -> {
                    code.load(AccessSize.W, 4, 0, at);
                    see(4);
                }
                case 1 -> code.store(AccessSize.H, 0, at, 8);
                default -> {
                    for (int r = 3; r <= 5; r++) {
                        code.mov(r, random.nextInt());
                    }
                    code.copy(1, 0).mov(0, interesting());
                    atomic(AccessSize.W, 1, at);
                    see(0);
                    see(3);
                    see(5);
                    code.copy(0, 1);
                }
            }
        }
        code.at(none).mov(0, 0).mov(7, random.nextInt());
        clobbered();
    }

    private void update() {
        int map = random.nextInt(MAPS.size() - 1);
        key(MAPS.get(map).keySize());
        code.copy(3, 10).alu(AluOperation.ADD, 3, -STACK + random.nextInt(20));
        if (random.nextBoolean()) {
            code.mov(4, random.nextInt(8));
        } else {
            code.copy(4, 8).alu(AluOperation.AND, 4, 3);
        }
        code.map(1, map).call(random.nextInt(4) == 0 ? Helper.MAP_DELETE_ELEM : Helper.MAP_UPDATE_ELEM);
        clobbered();
    }

    private void checksum() {
        boolean from = random.nextBoolean();
        boolean to = random.nextBoolean();
        side(1, from);
        side(3, to);
        code.mov(5, random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? 0 : -1);
        code.call(Helper.CSUM_DIFF);
        clobbered();
    }

    private void side(int register, boolean given) {
        if (!given) {
            code.mov(register, 0).mov(register + 1, 0);
            return;
        }
        int start = 8 * (4 + random.nextInt(8));
        code.copy(register, 10).alu(AluOperation.ADD, register, -start);
        if (random.nextInt(4) == 0) {
            code.copy(register + 1, 8).alu(AluOperation.AND, register + 1, 31);
        } else {
            code.mov(register + 1, random.nextInt(4) == 0 ? random.nextInt(start + 1)
                    : 4 * random.nextInt(start / 4 + 1));
        }
        if (random.nextInt(3) == 0) {
            code.storeImmediate(AccessSize.DW, 10, -start, random.nextBoolean() ? 0 : -1);
        }
    }

    private void border() {
        Helper helper = List.of(Helper.XDP_ADJUST_HEAD, Helper.XDP_ADJUST_META, Helper.XDP_ADJUST_TAIL)
                .get(random.nextInt(3));
        code.copy(1, CONTEXT);
        int delta = switch (helper) {
            case XDP_ADJUST_META -> -4 * random.nextInt(20);
            default -> random.nextInt(80) - 40;
        };
        if (random.nextBoolean()) {
            code.mov(2, random.nextInt(8) == 0 ? random.nextInt() : delta);
        } else {
            code.copy(2, 8).alu(AluOperation.AND, 2, 63).alu(AluOperation.ADD, 2, delta);
        }
        code.call(helper);
        clobbered();
        int none = code.label();
        if (helper == Helper.XDP_ADJUST_META) {
            code.load(AccessSize.W, 1, CONTEXT, 8).load(AccessSize.W, 2, CONTEXT, 0).copy(3, 1)
                    .alu(AluOperation.ADD, 3, 4);
            code.branch(Condition.GT, OperandWidth.W64, 3, new SourceOperand.Register(2), none);
            code.store(AccessSize.W, 1, 0, 8).load(AccessSize.H, 4, 1, 1);
            see(4);
            code.at(none);
            for (int r = 1; r <= 5; r++) {
                code.mov(r, random.nextInt());
            }
        }
    }

    private void loop(int function) {
        int again = code.label();
        code.copy(7, number()).alu(AluOperation.AND, 7, 7).alu(AluOperation.ADD, 7, 1);
        code.storeImmediate(AccessSize.DW, 10, -STACK - 8, 0).at(again);
        code.store(AccessSize.DW, 10, -STACK - 8, 7);
        for (int i = random.nextInt(3); i >= 0; i--) {
            item(false, function);
        }
        code.load(AccessSize.DW, 7, 10, -STACK - 8).alu(AluOperation.SUB, 7, 1).branch(Condition.NE, 7, 0, again);
    }

    private void branch(int function) {
        Condition condition = Condition.values()[random.nextInt(Condition.values().length)];
        int end = code.label();
        SourceOperand right = random.nextBoolean() ? new SourceOperand.Register(number())
                : new SourceOperand.Immediate(interesting());
        code.branch(condition, random.nextBoolean() ? OperandWidth.W64 : OperandWidth.W32, number(), right, end);
        for (int i = random.nextInt(3); i >= 0; i--) {
            item(false, function);
        }
        code.at(end);
    }

    private void special() {
        switch (random.nextInt(5)) {
            case 0 -> code.load(AccessSize.W, 0, CONTEXT, 12);
            case 1 -> code.load(AccessSize.W, 0, CONTEXT, 16);
            case 2 -> code.load(AccessSize.W, 0, CONTEXT, 4).load(AccessSize.W, 1, CONTEXT, 0)
                    .aluReg(AluOperation.SUB, 0, 1).mov(1, 0);
            case 3 -> code.mov(1, random.nextInt(9)).mov(2, random.nextInt(3) / 2).call(Helper.REDIRECT);
            default -> {
                code.map(1, 5).copy(2, 8).alu(AluOperation.AND, 2, 7).mov(3, random.nextInt(8))
                        .call(Helper.REDIRECT_MAP);
            }
        }
        clobbered();
    }
}
