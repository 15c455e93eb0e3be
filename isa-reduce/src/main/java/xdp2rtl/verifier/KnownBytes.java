package xdp2rtl.verifier;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.MapSpec;

/// Bytes in memory that are the same on every run: of read-only data, or of the stack where constants were stored.
record KnownBytes(Refusal refusal, State state) {

    /// Empty where one of them is not known.
    Optional<byte[]> at(Type pointer, int size) {
        return switch (pointer) {
            case Type.MapValue(List<Integer> maps, Range offset, boolean nullable) when maps.size() == 1
                    && offset.isConstant()
                    && !nullable ->
                inData(refusal.map(maps.getFirst()), offset.low(), size);
            case Type.Stack(int frame, Range offset) when offset.isConstant() ->
                state.constants(frame, (int) offset.low(), size);
            case Type.MapValue _, Type.Stack _, Type.Unset _, Type.Number _, Type.Context _, Type.Packet _,
                 Type.PacketEnd _, Type.Map _, Type.InnerMap _, Type.Stale _, Type.Half _, Type.Function _,
                 Type.Tainted _, Type.Record _ ->
                Optional.empty();
        };
    }

    private static Optional<byte[]> inData(MapSpec map, long offset, int size) {
        return map.contents().filter(_ -> map.readOnly() && offset >= 0 && offset + size <= map.valueSize())
                .map(contents -> Arrays.copyOfRange(contents.toArray(), (int) offset, (int) offset + size));
    }
}
