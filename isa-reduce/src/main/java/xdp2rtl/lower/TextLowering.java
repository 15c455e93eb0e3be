package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Cond;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.verifier.ConstantText;

/// bpf_strncmp (kernel/bpf/helpers.c, `strncmp` of lib/string.c): a text against a constant one, byte by byte up to the
/// first that differs, to a zero, or to the end.
final class TextLowering {
    private static final int BYTES = 1;
    private static final int SIZE = 2;
    private static final int TEXT = 3;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;

    TextLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
    }

    Value compare() {
        byte[] text = ConstantText.of(site.refusal, site.state(), site.node(), TEXT);
        Value size = site.read(SIZE);
        int most = (int) Math.min(text.length, site.range(SIZE).high());
        Optional<List<Value>> known = size instanceof Constant(long number)
                ? Optional.of(memory.words(BYTES, (int) number, 1)) : Optional.empty();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        for (int i = 0; i < most; i++) {
            emitter.leaveIf(Cond.LE, W64, size, Value.of(i), done, Value.ZERO);
            Value one = known.isPresent() ? known.get().get(i) : emitter.load(memory.access(BYTES, i, 1), false);
            Value other = Value.of(text[i] & 0xff);
            emitter.leaveIf(Cond.LT, W64, one, other, done, Value.of(-1));
            emitter.leaveIf(Cond.GT, W64, one, other, done, Value.of(1));
        }
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }
}
