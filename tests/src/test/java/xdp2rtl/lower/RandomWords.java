package xdp2rtl.lower;

import java.util.SplittableRandom;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.Instruction;

/// What random programs are made of: registers and numbers, and what is kept of what was seen.
final class RandomWords {
    static final int CONTEXT = 6;
    /// Bytes of the stack that hold something.
    static final int STACK = 96;
    static final int[] NUMBERS = {0, 1, 2, 3, 4, 5, 7, 8};
    static final int SEEN = 9;

    private static final int[] INTERESTING =
            {0, 1, 2, 3, 4, 5, 7, 8, 16, 31, 63, 255, 256, 0x7fff_ffff, 0x8000_0000, -1, -2, -7, -22};

    final SplittableRandom random;
    final CodeWriter code = new CodeWriter();

    RandomWords(SplittableRandom random) { this.random = random; }

    int interesting() { return INTERESTING[random.nextInt(INTERESTING.length)]; }

    int number() { return NUMBERS[random.nextInt(NUMBERS.length)]; }

    void see(int register) {
        code.alu(AluOperation.MUL, SEEN, 31).aluReg(AluOperation.ADD, SEEN, register);
    }

    void clobbered() {
        see(0);
        for (int r = 1; r <= 5; r++) {
            code.constant(r, random.nextLong());
        }
    }

    void atomic(AccessSize size, int base, int at) {
        AtomicOperation op = AtomicOperation.values()[random.nextInt(AtomicOperation.values().length)];
        code.add(new Instruction.Atomic(op, op.alwaysFetches() || random.nextBoolean(), size, base, at, 3
                + random.nextInt(3)));
    }
}
