package xdp2rtl.isa;

import java.util.List;
import java.util.OptionalInt;

/// What the dispatcher tells flows apart by: packets that agree in these bytes go to one core.
///
/// @param fields none: packets are dealt out in turn
public record FlowFields(List<Field> fields) {
    public static final FlowFields NONE = new FlowFields(List.of());

    public FlowFields {
        fields = List.copyOf(fields);
    }

    /// Bytes of the packet, counted from its first.
    ///
    /// @param offset  of the first byte, even, below 64
    /// @param bytes   how many, even
    /// @param partner offset of the field that stands in its place in packets of the other direction; both
    ///                directions of a flow go to one core then
    public record Field(int offset, int bytes, OptionalInt partner) {}
}
