package xdp2rtl.flow;

import java.util.List;
import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.Dispatch;

/// Which core has an entry of a map by flow: the one that all packets go to whose bytes its key holds
/// (`docs/machine.md`, section 10).
///
/// @param dispatch what the dispatcher is loaded with
public record FlowOwner(Dispatch dispatch) {
    private static final int SHIFT = 8;
    private static final int FOLD = 9;

    /// Nothing as long as that is left to the first packet.
    public OptionalInt of(FlowKey key, Bytes bytes) {
        int core = dispatch.table().get(hash(key, bytes));
        return core == Dispatch.FREE ? OptionalInt.empty() : OptionalInt.of(core);
    }

    /// The hash that those packets have.
    public int hash(FlowKey key, Bytes bytes) {
        int sum = 0;
        for (FlowKey.Part part : key.parts()) {
            sum += sum(part.field().offset(), part.at(), bytes);
            if (part.field().partner().isPresent()) {
                sum += sum(part.field().partner().getAsInt(), part.partner(), bytes);
            }
        }
        return (sum >>> FOLD ^ sum) & Dispatch.ENTRIES - 1;
    }

    /// @param offset of the field in the packet
    /// @param at     its bytes in the key
    private int sum(int offset, List<Integer> at, Bytes bytes) {
        int sum = 0;
        for (int i = 0; i < at.size(); i += Dispatch.UNIT) {
            int value = (int) (bytes.number(at.get(i), 1, false) | bytes.number(at.get(i + 1), 1, false) << Byte.SIZE);
            sum += value * (value ^ dispatch.keys().get((offset + i) / Dispatch.UNIT)) >>> SHIFT;
        }
        return sum;
    }
}
