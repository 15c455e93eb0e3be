package xdp2rtl.lower;

import static xdp2rtl.lower.RandomWords.CONTEXT;
import static xdp2rtl.lower.RandomWords.STACK;

import java.util.SplittableRandom;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;

/// Random accesses to the stack and to packets.
final class RandomAccesses {
    private final RandomWords words;
    private final SplittableRandom random;
    private final CodeWriter code;
    private final boolean aligned;

    /// @param aligned whether accesses to the stack are
    RandomAccesses(RandomWords words, boolean aligned) {
        this.words = words;
        random = words.random;
        code = words.code;
        this.aligned = aligned;
    }

    void stackAccess() {
        AccessSize size = AccessSize.values()[random.nextInt(4)];
        int at = -STACK + aligned(random.nextInt(STACK - size.bytes() + 1), size);
        switch (random.nextInt(3)) {
            case 0 -> code.add(new Instruction.Load(
                    size, size != AccessSize.DW && random.nextBoolean(), number2(), 10, at));
            case 1 -> code.store(size, 10, at, number2());
            default -> code.storeImmediate(size, 10, at, words.interesting());
        }
    }

    /// Linux wants aligned accesses to the stack; every other program does without.
    int aligned(int offset, AccessSize size) {
        return aligned ? offset / size.bytes() * size.bytes() : offset;
    }

    /// A register that holds a number in the function as well.
    private int number2() { return new int[]{0, 2, 3, 4, 5, 8}[random.nextInt(6)]; }

    void stackAtomic() {
        AccessSize size = random.nextBoolean() ? AccessSize.W : AccessSize.DW;
        int at = -size.bytes() * (1 + random.nextInt(STACK / size.bytes()));
        words.atomic(size, 10, at);
    }

    void indexedStack() {
        if (random.nextInt(3) != 0) { return; }
        code.copy(1, words.number()).alu(AluOperation.AND, 1, aligned ? 8 : 15).copy(2, 10)
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

    void packetAccess() {
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
                words.see(5);
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
}
