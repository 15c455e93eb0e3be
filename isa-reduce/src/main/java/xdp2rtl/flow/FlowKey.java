package xdp2rtl.flow;

import java.util.List;
import xdp2rtl.isa.FlowFields;

/// Where in the keys of a map the bytes stand that tell flows apart: two packets with one key agree in them.
///
/// @param parts one for each field
public record FlowKey(List<Part> parts) {
    /// @param field   of the packet
    /// @param at      for each of its bytes, the place in the key; in keys of the other direction the partner's
    /// @param partner the same of its partner, empty if it has none
    public record Part(FlowFields.Field field, List<Integer> at, List<Integer> partner) {
        public Part {
            at = List.copyOf(at);
            partner = List.copyOf(partner);
        }
    }

    public FlowKey { parts = List.copyOf(parts); }
}
