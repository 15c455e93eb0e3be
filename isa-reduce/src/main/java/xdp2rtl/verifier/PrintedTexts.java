package xdp2rtl.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.cfg.Node;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.PrintFormat;

/// How many bytes of each argument of a format can be shown: of a text, as many as there are in a map's value, or of
/// numbers on the stack, up to a byte that is known to be zero.
final class PrintedTexts {
    private PrintedTexts() {}

    /// @throws xdp2rtl.diagnostic.InputError for texts elsewhere, or longer ones than Linux prints
    static List<Integer> bytes(Refusal refusal, State state, Node node,
            List<PrintFormat.Part.Conversion> conversions) {
        List<Integer> bytes = new ArrayList<>();
        int texts = 0;
        for (int i = 0; i < conversions.size(); i++) {
            PrintFormat.Kind kind = conversions.get(i).kind();
            int shown = kind == PrintFormat.Kind.TEXT ? text(refusal, state, node, PrintCall.FIRST_ARGUMENT + i)
                    : kind.bytes();
            texts += kind == PrintFormat.Kind.TEXT ? shown : 0;
            bytes.add(shown);
        }
        if (texts > PrintFormat.MOST_BYTES_OF_TEXTS) {
            throw refusal.of(node, "prints texts of up to %,d bytes".formatted(texts),
                    "Linux prints %,d at most".formatted(PrintFormat.MOST_BYTES_OF_TEXTS),
                    "Put them into shorter arrays, or print them in several calls");
        }
        return bytes;
    }

    private static int text(Refusal refusal, State state, Node node, int register) {
        return switch (refusal.use(state, node, register)) {
            case Type.MapValue(List<Integer> maps, Range offset, boolean nullable) when !nullable
                    && offset.isConstant() ->
                maps.stream().mapToInt(map -> inValue(refusal.map(map), (int) offset.low())).max().orElseThrow();
            case Type.Stack(int frame, Range offset) when offset.isConstant() && offset.low() < 0 ->
                onStack(state, frame, (int) offset.low());
            case Type other -> throw refusal.of(node, "prints a text in r" + register + ", which is " + other.text(),
                    "how long it can be must be known",
                    "Copy it to an array on the stack first");
        };
    }

    /// Maps of one place have values of one size; a text among constants ends where it does.
    private static int inValue(MapSpec map, int offset) {
        int most = map.valueSize() - offset;
        if (!map.readOnly() || map.contents().isEmpty()) { return most; }
        byte[] contents = map.contents().get().toArray();
        int end = offset;
        while (end >= 0 && end < contents.length && contents[end] != 0) {
            end++;
        }
        return Math.min(most, end + 1 - offset);
    }

    private static int onStack(State state, int frame, int offset) {
        int bytes = 0;
        while (offset + bytes < 0 && state.load(frame, offset + bytes, 1).type() instanceof Type.Number) {
            Optional<byte[]> known = state.constants(frame, offset + bytes, 1);
            bytes++;
            if (known.isPresent() && known.get()[0] == 0) {
                break;
            }
        }
        return bytes;
    }
}
