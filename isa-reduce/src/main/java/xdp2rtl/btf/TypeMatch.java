package xdp2rtl.btf;

import java.util.List;

/// Whether a type of the program matches one of another set of types (`bpf_core_type_matches`): all that the program
/// says of it holds there too. The target may have more members and enumerators, in another order. Behind a pointer
/// only names and kinds count. Source: `bpf_core_types_match` in tools/lib/bpf/relo_core.c of the kernel.
final class TypeMatch {
    /// libbpf gives up beyond.
    private static final int DEPTH = 32;

    private final Btf local;
    private final Btf target;

    TypeMatch(Btf local, Btf target) {
        this.local = local;
        this.target = target;
    }

    boolean matches(int localType, int targetType) {
        return matches(localType, targetType, false, DEPTH);
    }

    private boolean matches(int localType, int targetType, boolean behindPointer, int depth) {
        BtfType other = target.resolve(targetType);
        BtfType type = local.resolve(localType);
        if (depth == 0 || !sameName(type.name(), other.name())) { return false; }
        return switch (type) {
            case BtfType.Void _ -> other instanceof BtfType.Void;
            case BtfType.Forward own -> other instanceof BtfType.Forward forward && own.union() == forward.union()
                    || behindPointer && other instanceof BtfType.Composite composite
                            && own.union() == composite.union();
            case BtfType.Enumeration own -> other instanceof BtfType.Enumeration enumeration
                    && names(enumeration).containsAll(names(own)) && own.values().size() <= enumeration.values().size();
            case BtfType.Composite own -> composites(own, other, behindPointer, depth);
            case BtfType.Int own -> other instanceof BtfType.Int number && own.size() == number.size()
                    && own.signed() == number.signed();
            case BtfType.Pointer own -> other instanceof BtfType.Pointer pointer
                    && matches(own.target(), pointer.target(), true, depth - 1);
            case BtfType.Array own -> other instanceof BtfType.Array array && own.count() == array.count()
                    && matches(own.element(), array.element(), behindPointer, depth - 1);
            case BtfType.Prototype own -> other instanceof BtfType.Prototype prototype
                    && prototypes(own, prototype, behindPointer, depth - 1);
            case BtfType.Float _, BtfType.Alias _, BtfType.Function _, BtfType.Variable _, BtfType.DataSection _,
                 BtfType.DeclarationTag _ ->
                false;
        };
    }

    private boolean composites(BtfType.Composite own, BtfType other, boolean behindPointer, int depth) {
        if (behindPointer && other instanceof BtfType.Forward forward) { return own.union() == forward.union(); }
        return other instanceof BtfType.Composite composite && own.union() == composite.union()
                && (behindPointer || own.members().stream().allMatch(member -> composite.members().stream()
                        .anyMatch(candidate -> sameName(member.name(), candidate.name())
                                && matches(member.type(), candidate.type(), false, depth - 1))));
    }

    private boolean prototypes(BtfType.Prototype own, BtfType.Prototype other, boolean behindPointer, int depth) {
        if (own.parameters().size() != other.parameters().size()) { return false; }
        for (int i = 0; i < own.parameters().size(); i++) {
            if (!matches(own.parameters().get(i), other.parameters().get(i), behindPointer, depth)) { return false; }
        }
        return matches(own.result(), other.result(), behindPointer, depth);
    }

    private static List<String> names(BtfType.Enumeration enumeration) {
        return enumeration.values().stream().map(value -> EssentialName.of(value.name())).toList();
    }

    private static boolean sameName(String own, String other) {
        return EssentialName.of(own).equals(EssentialName.of(other));
    }
}
