package xdp2rtl.verifier;

import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.AccessSize;

/// The fields of `struct xdp_md` (include/uapi/linux/bpf.h), 32 bits each; a field's offset is 4 times its
/// place.
public enum ContextField {
    DATA, DATA_END, DATA_META, INGRESS_IFINDEX, RX_QUEUE_INDEX, EGRESS_IFINDEX;

    /// The field that a load reads.
    public static ContextField of(Refusal refusal, Node node, int offset, AccessSize size, boolean signed) {
        if (size != AccessSize.W || signed || offset < 0 || offset % 4 != 0 || offset / 4 >= values().length) {
            throw refusal.of(node, "reads " + size.bytes() + " bytes at " + offset + " of the context",
                    "struct xdp_md has six fields of 4 bytes each", "");
        }
        ContextField field = values()[offset / 4];
        if (field == EGRESS_IFINDEX && refusal.cfg().program().linkage().egress().isEmpty()) {
            throw refusal.of(node, "reads egress_ifindex",
                    "Linux lets programs for entries of device maps alone read it",
                    "Name the section xdp/devmap, or compare in the program that redirects");
        }
        return field;
    }

    /// Whether an offset is that of the queue's number.
    static boolean isQueue(int offset) {
        return offset == 4 * RX_QUEUE_INDEX.ordinal();
    }

    Type type() {
        return switch (this) {
            case DATA -> Type.Packet.START;
            case DATA_END -> new Type.PacketEnd();
            case DATA_META -> new Type.Packet(Type.Packet.META, new Range(-252, 0), 0);
            case INGRESS_IFINDEX, RX_QUEUE_INDEX, EGRESS_IFINDEX -> Type.number(Range.U32);
        };
    }
}
