package xdp2rtl.btf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Types from declarations as in C: structs and unions of u8 to u64, s32, arrays, bit fields, nested and earlier
/// structs. They are laid out as compilers do for BPF: each member at a multiple of its alignment, bit fields one after
/// the other as long as they do not cross a unit of their type.
final class StructDeclarations {
    private static final Pattern TOKENS = Pattern.compile("//[^\n]*|\\w+|[{};:\\[\\]]");
    /// With the names that GCC gives to integers; `bpf_core_type_matches` compares them.
    private static final List<BtfType.Int> SCALARS = List.of(BtfType.Int.of("unsigned char", 1, false),
            BtfType.Int.of("short unsigned int", 2, false), BtfType.Int.of("unsigned int", 4, false),
            BtfType.Int.of("long long unsigned int", 8, false), BtfType.Int.of("int", 4, true));
    private static final List<String> SCALAR_WORDS = List.of("u8", "u16", "u32", "u64", "s32");

    private final List<String> tokens;
    private final List<BtfType> types = new ArrayList<>(List.of(new BtfType.Void()));
    private final Map<Integer, Integer> alignments = new HashMap<>();
    private int at;

    StructDeclarations(String text) {
        tokens = TOKENS.matcher(text).results().map(result -> result.group()).filter(token -> !token.startsWith("//"))
                .toList();
        for (BtfType.Int scalar : SCALARS) {
            alignments.put(types.size(), scalar.size());
            types.add(scalar);
        }
    }

    /// Void, then each struct behind those that it uses.
    List<BtfType> types() {
        while (at < tokens.size()) {
            type();
            expect(";");
        }
        return types;
    }

    private int type() {
        String word = next();
        if (!word.equals("struct") && !word.equals("union")) { return 1 + SCALAR_WORDS.indexOf(word); }
        String name = peek().equals("{") ? "" : next();
        return peek().equals("{") ? body(name, word.equals("union")) : named(name);
    }

    private int named(String name) {
        for (int id = types.size() - 1; id > 0; id--) {
            if (types.get(id).name().equals(name)) { return id; }
        }
        throw new IllegalStateException("struct " + name + " is declared after its use");
    }

    private int body(String name, boolean union) {
        expect("{");
        var members = new ArrayList<BtfType.Member>();
        long end = 0;
        long bits = 0;
        int alignment = 1;
        while (!peek().equals("}")) {
            int type = type();
            String member = peek().equals(";") ? "" : next();
            int aligned = alignments.get(type);
            if (peek().equals("[")) {
                type = array(type);
            }
            int width = peek().equals(":") ? width() : 0;
            long size = width == 0 ? 8 * size(type) : width;
            long start = union ? 0 : bits;
            boolean fits = width > 0 && start / (8 * aligned) == (start + width - 1) / (8 * aligned);
            if (!fits) {
                start = (start + 8 * aligned - 1) / (8 * aligned) * (8 * aligned);
            }
            members.add(new BtfType.Member(member, type, start, width));
            bits = start + size;
            end = Math.max(end, bits);
            alignment = Math.max(alignment, aligned);
            expect(";");
        }
        expect("}");
        long bytes = (end + 8L * alignment - 1) / (8L * alignment) * alignment;
        return added(new BtfType.Composite(name, union, bytes, List.copyOf(members)), alignment);
    }

    private int width() {
        expect(":");
        return Integer.parseInt(next());
    }

    private int array(int element) {
        expect("[");
        long count = Long.parseLong(next());
        expect("]");
        return added(new BtfType.Array("", element, count), alignments.get(element));
    }

    private int added(BtfType type, int alignment) {
        alignments.put(types.size(), alignment);
        types.add(type);
        return types.size() - 1;
    }

    private long size(int type) {
        return Btf.of("declarations", types).size(type);
    }

    private String peek() {
        return tokens.get(at);
    }

    private String next() {
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new IllegalStateException(
                    "`%s` instead of `%s` at token %d".formatted(tokens.get(at - 1), token, at - 1));
        }
    }
}
