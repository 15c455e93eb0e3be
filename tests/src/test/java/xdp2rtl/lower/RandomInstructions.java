package xdp2rtl.lower;

import static xdp2rtl.lower.RandomWords.CONTEXT;
import static xdp2rtl.lower.RandomWords.NUMBERS;
import static xdp2rtl.lower.RandomWords.SEEN;
import static xdp2rtl.lower.RandomWords.STACK;

import java.util.List;
import java.util.SplittableRandom;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;

/// Random XDP programs that a verifier would let in: numbers in R0 to R5, R7 and R8 are anything, R6 is the
/// context, R9 collects what is seen.
final class RandomInstructions {
    static final List<MapSpec> MAPS = List.of(
            MapSpec.of("array", MapKind.ARRAY, 4, 12, 4), MapSpec.of("percpu", MapKind.PERCPU_ARRAY, 4, 16, 3),
            MapSpec.of("hash", MapKind.HASH, 6, 20, 3), MapSpec.of("long_key", MapKind.HASH, 37, 8, 4),
            MapSpec.of("percpu_hash", MapKind.PERCPU_HASH, 16, 8, 4),
            MapSpec.of("devices", MapKind.DEVMAP, 4, 4, 4));

    private final SplittableRandom random;
    private final RandomWords words;
    private final CodeWriter code;
    private final RandomAccesses accesses;
    private final RandomCalls calls;
    private boolean called;

    private RandomInstructions(long seed) {
        random = new SplittableRandom(seed);
        words = new RandomWords(random);
        code = words.code;
        accesses = new RandomAccesses(words, seed % 2 == 0);
        calls = new RandomCalls(words);
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
            words.see(r);
        }
        for (int at = 8; at <= STACK; at += 8) {
            code.load(AccessSize.DW, 0, 10, -at);
            words.see(0);
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
                    code.load(AccessSize.values()[size], 0, 7,
                            accesses.aligned(random.nextInt(25), AccessSize.values()[size]));
                case 1 -> code.store(AccessSize.values()[size], 7,
                        accesses.aligned(random.nextInt(25), AccessSize.values()[size]), 2 + random.nextInt(2));
                case 2 -> accesses.stackAccess();
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
            code.constant(r, random.nextInt(3) == 0 ? words.interesting() : random.nextLong());
        }
    }

    private void item(boolean nests, int function) {
        switch (random.nextInt(nests ? 20 : 14)) {
            case 0, 1, 2, 3, 4 -> alu(NUMBERS);
            case 5, 6, 7 -> accesses.stackAccess();
            case 8 -> accesses.packetAccess();
            case 9 -> accesses.stackAtomic();
            case 10 -> accesses.indexedStack();
            case 11 -> calls.lookup();
            case 12 -> calls.update();
            case 13 -> calls.checksum();
            case 14 -> calls.border();
            case 15 -> {
                code.copy(2, words.number()).copy(3, words.number()).copy(1, 10).alu(AluOperation.ADD, 1,
                        -8 * (4 + random.nextInt(9)));
                code.callFunction(function);
                called = true;
                words.clobbered();
            }
            case 16 -> loop(function);
            case 17 -> calls.special();
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
            int value = random.nextBoolean() ? words.interesting() : random.nextInt();
            code.alu(op, width, dst, new SourceOperand.Immediate(
                    shifts ? value & width.bits() - 1 : divides && value == 0 ? 3 : value));
        }
    }

    private void loop(int function) {
        int again = code.label();
        code.copy(7, words.number()).alu(AluOperation.AND, 7, 7).alu(AluOperation.ADD, 7, 1);
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
        SourceOperand right = random.nextBoolean() ? new SourceOperand.Register(words.number())
                : new SourceOperand.Immediate(words.interesting());
        code.branch(condition, random.nextBoolean() ? OperandWidth.W64 : OperandWidth.W32, words.number(), right, end);
        for (int i = random.nextInt(3); i >= 0; i--) {
            item(false, function);
        }
        code.at(end);
    }
}
