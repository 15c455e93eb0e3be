package xdp2rtl.lower;

import static xdp2rtl.lower.RandomInstructions.MAPS;
import static xdp2rtl.lower.RandomWords.CONTEXT;
import static xdp2rtl.lower.RandomWords.STACK;

import java.util.List;
import java.util.SplittableRandom;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.linux.Helper;

/// Random calls of helpers, and what is done with their results.
final class RandomCalls {
    private final RandomWords words;
    private final SplittableRandom random;
    private final CodeWriter code;

    RandomCalls(RandomWords words) {
        this.words = words;
        random = words.random;
        code = words.code;
    }

    private void key(int size) {
        code.storeImmediate(AccessSize.DW, 10, -40, 0).storeImmediate(AccessSize.DW, 10, -32, 0)
                .storeImmediate(AccessSize.DW, 10, -24, 0)
                .storeImmediate(AccessSize.DW, 10, -16, 0).storeImmediate(AccessSize.DW, 10, -8, 0);
        if (random.nextBoolean()) {
            code.storeImmediate(AccessSize.W, 10, -40, random.nextInt(5));
        } else {
            code.copy(1, words.number()).alu(AluOperation.AND, 1, 3).store(AccessSize.W, 10, -40, 1);
        }
        if (size > 4 && random.nextInt(4) == 0) {
            code.storeImmediate(AccessSize.B, 10, -40 + size - 1, 1);
        }
        code.copy(2, 10).alu(AluOperation.ADD, 2, -40);
    }

    void lookup() {
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
                    words.see(4);
                }
                case 1 -> code.store(AccessSize.H, 0, at, 8);
                default -> {
                    for (int r = 3; r <= 5; r++) {
                        code.mov(r, random.nextInt());
                    }
                    code.copy(1, 0).mov(0, words.interesting());
                    words.atomic(AccessSize.W, 1, at);
                    words.see(0);
                    words.see(3);
                    words.see(5);
                    code.copy(0, 1);
                }
            }
        }
        code.at(none).mov(0, 0).mov(7, random.nextInt());
        words.clobbered();
    }

    void update() {
        int map = random.nextInt(MAPS.size() - 1);
        key(MAPS.get(map).keySize());
        code.copy(3, 10).alu(AluOperation.ADD, 3, -STACK + random.nextInt(20));
        if (random.nextBoolean()) {
            code.mov(4, random.nextInt(8));
        } else {
            code.copy(4, 8).alu(AluOperation.AND, 4, 3);
        }
        code.map(1, map).call(random.nextInt(4) == 0 ? Helper.MAP_DELETE_ELEM : Helper.MAP_UPDATE_ELEM);
        words.clobbered();
    }

    void checksum() {
        boolean from = random.nextBoolean();
        boolean to = random.nextBoolean();
        side(1, from);
        side(3, to);
        code.mov(5, random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? 0 : -1);
        code.call(Helper.CSUM_DIFF);
        words.clobbered();
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

    void border() {
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
        words.clobbered();
        int none = code.label();
        if (helper == Helper.XDP_ADJUST_META) {
            code.load(AccessSize.W, 1, CONTEXT, 8).load(AccessSize.W, 2, CONTEXT, 0).copy(3, 1)
                    .alu(AluOperation.ADD, 3, 4);
            code.branch(Condition.GT, OperandWidth.W64, 3, new SourceOperand.Register(2), none);
            code.store(AccessSize.W, 1, 0, 8).load(AccessSize.H, 4, 1, 1);
            words.see(4);
            code.at(none);
            for (int r = 1; r <= 5; r++) {
                code.mov(r, random.nextInt());
            }
        }
    }

    void special() {
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
        words.clobbered();
    }
}
