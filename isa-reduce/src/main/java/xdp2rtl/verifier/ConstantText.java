package xdp2rtl.verifier;

import java.util.Arrays;
import java.util.List;
import xdp2rtl.cfg.Node;
import xdp2rtl.elf.Bytes;

/// A text among the constants of a program (`check_reg_const_str` of Linux, kernel/bpf/verifier.c).
public final class ConstantText {
    private ConstantText() {}

    /// The bytes of the text that a register leads to, the zero at its end included.
    /// @throws xdp2rtl.diagnostic.InputError if it is none
    public static byte[] of(Refusal refusal, State state, Node node, int register) {
        if (!(refusal.use(state, node, register) instanceof Type.MapValue(List<Integer> maps, Range offset, _))
                || maps.size() != 1 || !offset.isConstant() || !refusal.map(maps.getFirst()).readOnly()) {
            throw refusal.of(node, "needs a constant text in r" + register, "Linux refuses that too",
                    "Give it as a text in the call");
        }
        byte[] all = refusal.map(maps.getFirst()).contents().map(Bytes::toArray).orElse(new byte[0]);
        int from = (int) offset.low();
        int end = from;
        while (end >= 0 && end < all.length && all[end] != 0) {
            end++;
        }
        if (from < 0 || end >= all.length) {
            throw refusal.of(node, "is given a text without a zero at its end in r" + register,
                    "Linux refuses that too", "");
        }
        return Arrays.copyOfRange(all, from, end + 1);
    }
}
