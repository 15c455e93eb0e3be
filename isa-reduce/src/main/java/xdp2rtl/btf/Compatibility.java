package xdp2rtl.btf;

/// Whether a type of the program and one of another set of types are the same as far as programs can tell: for the
/// field of a struct (`bpf_core_fields_are_compat`), for the question whether a type exists
/// (`bpf_core_types_are_compat`). Source: tools/lib/bpf/relo_core.c of the kernel.
final class Compatibility {
    /// libbpf gives up beyond.
    private static final int DEPTH = 32;

    private Compatibility() {}

    /// Integers of all sizes are, for the program asks for the size; of structs only the members count.
    static boolean ofFields(Btf local, int localType, Btf target, int targetType) {
        return switch (local.resolve(localType)) {
            case BtfType.Composite _ -> target.resolve(targetType) instanceof BtfType.Composite;
            case BtfType.Pointer _ -> target.resolve(targetType) instanceof BtfType.Pointer;
            case BtfType.Float _ -> target.resolve(targetType) instanceof BtfType.Float;
            case BtfType.Int own -> own.offset() == 0 && target.resolve(targetType) instanceof BtfType.Int other
                    && other.offset() == 0;
            case BtfType.Enumeration own -> target.resolve(targetType) instanceof BtfType.Enumeration other
                    && sameOrNoName(own, other);
            case BtfType.Forward own -> target.resolve(targetType) instanceof BtfType.Forward other
                    && sameOrNoName(own, other);
            case BtfType.Array own -> target.resolve(targetType) instanceof BtfType.Array other
                    && ofFields(local, own.element(), target, other.element());
            case BtfType.Void _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _, BtfType.Variable _,
                 BtfType.DataSection _, BtfType.DeclarationTag _ ->
                false;
        };
    }

    private static boolean sameOrNoName(BtfType own, BtfType other) {
        return own.name().isEmpty() || other.name().isEmpty()
                || EssentialName.of(own.name()).equals(EssentialName.of(other.name()));
    }

    /// Whether a type can be looked for among those of another: types of one kind.
    static boolean ofKinds(BtfType local, BtfType target) {
        return local instanceof BtfType.Composite own && target instanceof BtfType.Composite other
                ? own.union() == other.union()
                : local instanceof BtfType.Alias own && target instanceof BtfType.Alias other
                        ? own.typedef() == other.typedef()
                : local.getClass() == target.getClass();
    }

    /// Names do not count but of the types themselves, which the caller compares.
    static boolean ofTypes(Btf local, int localType, Btf target, int targetType) {
        return ofTypes(local, localType, target, targetType, DEPTH);
    }

    private static boolean ofTypes(Btf local, int localType, Btf target, int targetType, int depth) {
        BtfType other = target.resolve(targetType);
        if (depth == 0 || !ofKinds(local.resolve(localType), other)) { return false; }
        return switch (local.resolve(localType)) {
            case BtfType.Void _, BtfType.Composite _, BtfType.Enumeration _, BtfType.Forward _ -> true;
            case BtfType.Int own -> own.offset() == 0 && ((BtfType.Int) other).offset() == 0;
            case BtfType.Pointer own ->
                ofTypes(local, own.target(), target, ((BtfType.Pointer) other).target(), depth - 1);
            case BtfType.Array own ->
                ofTypes(local, own.element(), target, ((BtfType.Array) other).element(), depth - 1);
            case BtfType.Prototype own -> ofPrototypes(local, own, target, (BtfType.Prototype) other, depth - 1);
            case BtfType.Float _, BtfType.Alias _, BtfType.Function _, BtfType.Variable _, BtfType.DataSection _,
                 BtfType.DeclarationTag _ ->
                false;
        };
    }

    private static boolean ofPrototypes(Btf local, BtfType.Prototype own, Btf target, BtfType.Prototype other,
            int depth) {
        if (own.parameters().size() != other.parameters().size()) { return false; }
        for (int i = 0; i < own.parameters().size(); i++) {
            if (!ofTypes(local, own.parameters().get(i), target, other.parameters().get(i), depth)) { return false; }
        }
        return ofTypes(local, own.result(), target, other.result(), depth);
    }
}
