package xdp2rtl.btf;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// A random C program that asks about types of the running kernel and writes each answer into the packet, 8 bytes each.
/// Its own views of the types are in another order, with other sizes, without some members and with some that are not
/// there.
final class RandomQuestions {
    static final int QUESTIONS = 60;
    private static final List<String> NUMBERS =
            List.of("unsigned char", "unsigned short", "unsigned int", "unsigned long", "int",
                    "long", "short", "signed char", "_Bool");

    /// What clang answers of pointers, arrays and structs; of numbers; of bit fields.
    private static final List<String> PLACE = List.of("BYTE_OFFSET", "BYTE_SIZE", "EXISTS");
    private static final List<String> NUMBER = List.of("BYTE_OFFSET", "BYTE_SIZE", "EXISTS", "SIGNED");
    private static final List<String> BIT_FIELD =
            List.of("BYTE_OFFSET", "BYTE_SIZE", "EXISTS", "SIGNED", "LSHIFT_U64", "RSHIFT_U64");

    private final Random random;
    private final Btf kernel;
    private final List<Integer> structs;
    private final List<Integer> enums;
    private final StringBuilder types = new StringBuilder();
    private final StringBuilder code = new StringBuilder();

    RandomQuestions(Btf kernel, long seed) {
        this.kernel = kernel;
        random = new Random(seed);
        structs = numbers(type -> type instanceof BtfType.Composite composite && !composite.name().isEmpty()
                && !composite.members().isEmpty() && !composite.name().contains("___"));
        enums = numbers(type -> type instanceof BtfType.Enumeration enumeration && !enumeration.name().isEmpty()
                && !enumeration.values().isEmpty());
    }

    private interface Wanted {
        boolean is(BtfType type);
    }

    /// Of types whose names no other type has.
    private List<Integer> numbers(Wanted wanted) {
        var numbers = new ArrayList<Integer>();
        for (int id = 1; id < kernel.types().size(); id++) {
            BtfType type = kernel.types().get(id);
            if (wanted.is(type) && type.name().matches("[a-z_]\\w*")
                    && kernel.named(EssentialName.of(type.name())).size() == 1) {
                numbers.add(id);
            }
        }
        return numbers;
    }

    String text() {
        for (int question = 0; question < QUESTIONS; question++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> enumerator(question);
                case 2 -> type(question);
                default -> field(question);
            }
        }
        return """
                #include <linux/bpf.h>
                #include <bpf/bpf_helpers.h>
                #include <bpf/bpf_core_read.h>
                #pragma clang diagnostic ignored "-Wunused-value"
                #pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
                %s
                #pragma clang attribute pop
                SEC("xdp") int questions(struct xdp_md *ctx)
                {
                    __u64 *out = (void *)(long)ctx->data;
                    if (out + %d > (__u64 *)(long)ctx->data_end)
                        return XDP_DROP;
                %s    return XDP_TX;
                }
                char _license[] SEC("license") = "GPL";
                """.formatted(types, QUESTIONS, code);
    }

    private void field(int question) {
        var composite = (BtfType.Composite) kernel.type(structs.get(random.nextInt(structs.size())));
        String word = composite.union() ? "union" : "struct";
        String name = "%s___q%d".formatted(composite.name(), question);
        var members = new ArrayList<String>();
        var named = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            var member = composite.members().get(random.nextInt(composite.members().size()));
            String field = random.nextInt(6) == 0 ? "none_" + i : member.name();
            if (!field.isEmpty() && !named.contains(field)) {
                named.add(field);
                members.add(declaration(member, field) + ";");
            }
        }
        if (members.isEmpty()) {
            named.add("none");
            members.add("int none;");
        }
        // A bit field must not be larger than what its struct is aligned to.
        types.append("%s %s { %s unsigned long own; };\n".formatted(word, name, String.join(" ", members)));
        String asked = named.get(random.nextInt(named.size()));
        String declared = members.get(named.indexOf(asked));
        List<String> kinds = declared.contains(":") ? BIT_FIELD : declared.matches(".*[*\\[{].*") ? PLACE : NUMBER;
        String access = "((%s %s *)(void *)ctx)->%s".formatted(word, name, asked);
        answer(question,
                "__builtin_preserve_field_info(%s, BPF_FIELD_EXISTS) ? __builtin_preserve_field_info(%s, BPF_FIELD_%s) : 0x7777"
                        .formatted(access, access, kinds.get(random.nextInt(kinds.size()))));
    }

    /// As in the kernel, or of another type.
    private String declaration(BtfType.Member member, String name) {
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        return switch (kernel.resolve(member.type())) {
            case BtfType.Pointer _ when random.nextInt(4) > 0 -> "void *" + name;
            case BtfType.Composite _ when random.nextInt(4) > 0 -> "struct { int x; } " + name;
            case BtfType.Array array when random.nextInt(4) > 0
                    && kernel.resolve(array.element()) instanceof BtfType.Int ->
                "%s %s[%d]".formatted(number, name, 1 + random.nextInt(9));
            case BtfType.Enumeration enumeration when random.nextInt(4) > 0 && !enumeration.name().isEmpty() ->
                "enum %s___%s { %s_%s } %s".formatted(enumeration.name(), name + types.length(), name, types.length(),
                        name);
            case BtfType.Int _ when member.bits() > 0 && random.nextInt(4) > 0 ->
                "unsigned int %s : %d".formatted(name, 1 + random.nextInt(20));
            case BtfType _ -> number + " " + name;
        };
    }

    private void enumerator(int question) {
        var enumeration = (BtfType.Enumeration) kernel.type(enums.get(random.nextInt(enums.size())));
        String value = random.nextInt(4) == 0 ? "NONE_OF_" + question
                : enumeration.values().get(random.nextInt(enumeration.values().size())).name();
        types.append("enum %s___q%d { %s___q%d = %d };\n".formatted(enumeration.name(), question, value, question,
                random.nextInt(9)));
        String asked = "enum %s___q%d, %s___q%d".formatted(enumeration.name(), question, value, question);
        answer(question, "bpf_core_enum_value_exists(%s) ? bpf_core_enum_value(%s) : 0x8888".formatted(asked, asked));
    }

    private void type(int question) {
        var composite = (BtfType.Composite) kernel.type(structs.get(random.nextInt(structs.size())));
        String word = composite.union() == (random.nextInt(5) > 0) ? "union" : "struct";
        String name = random.nextInt(5) == 0 ? "of_no_kernel" : composite.name();
        String members = composite.members().stream()
                .filter(member -> !member.name().isEmpty() && random.nextInt(3) == 0).limit(3)
                .map(member -> declaration(member, member.name()) + ";").collect(Collectors.joining(" "));
        boolean own = members.isEmpty() || random.nextInt(3) == 0;
        types.append("%s %s___q%d { %s };\n".formatted(word, name, question, own ? members + " int q;" : members));
        String kind =
                List.of("bpf_core_type_exists", "bpf_core_type_size", "bpf_core_type_matches").get(random.nextInt(3));
        answer(question, "%s(%s %s___q%d)".formatted(kind, word, name, question));
    }

    private void answer(int question, String expression) {
        code.append("    out[%d] = %s;\n".formatted(question, expression));
    }
}
