package xdp2rtl.btf;

import java.util.List;
import java.util.Optional;

import xdp2rtl.diagnostic.InputError;

/// Answers CO-RE relocations as libbpf does: a type of the program is looked for among the target's by its essential
/// name and kind, then the place in it by the names of members. What is not found does not exist, where that is the
/// question; else nothing can be answered. Source: `bpf_core_calc_relo_insn` in tools/lib/bpf/relo_core.c of the
/// kernel.
final class CoreResolver {
    private final Btf local;
    private final TargetTypes target;

    CoreResolver(Btf local, TargetTypes target) {
        this.local = local;
        this.target = target;
    }

    /// @param where the instruction, for messages
    /// @throws InputError for relocations that mean nothing, or whose candidates disagree
    CoreAnswer answer(String where, CoreRelocation relocation) {
        AccessPath path = AccessPath.parse(where, local, relocation);
        if (relocation.kind() == CoreRelocation.Kind.TYPE_ID_LOCAL) {
            return CoreAnswer.Value.decidedHere(relocation.type());
        }
        BtfType type = local.type(relocation.type());
        if (type.name().isEmpty()) {
            throw new InputError(where, "a %s is about a type without a name".formatted(relocation),
                    "types are looked for by their names", "Give the type a name");
        }
        List<Integer> candidates = target.candidates(type);
        if (!target.isWhole() && (candidates.isEmpty() || relocation.kind() == CoreRelocation.Kind.TYPE_ID_TARGET)) {
            return new CoreAnswer.Missing("it asks about type `%s`".formatted(type.name()),
                    "only a kernel's types have the answer", "Give them with --btf FILE, such as a copy of "
                            + "/sys/kernel/btf/vmlinux");
        }
        Optional<CoreAnswer> found = Optional.empty();
        Optional<AccessPath> first = Optional.empty();
        for (int candidate : candidates) {
            Optional<AccessPath> match = match(where, relocation, path, candidate);
            if (match.isEmpty()) {
                continue;
            }
            CoreAnswer answer = answer(where, relocation, path, match);
            if (found.isPresent() && (!found.get().equals(answer)
                    || first.orElseThrow().bitOffset() != match.get().bitOffset())) {
                throw new InputError(where, "%s has several types `%s`, which answer a %s differently".formatted(
                        target.btf().where(), EssentialName.of(type.name()), relocation));
            }
            found = Optional.of(answer);
            first = match;
        }
        return found.orElseGet(() -> answer(where, relocation, path, Optional.empty()));
    }

    private Optional<AccessPath> match(String where, CoreRelocation relocation, AccessPath path, int candidate) {
        return switch (relocation.kind().subject()) {
            case FIELD -> PathMatch.field(where, local, path, target.btf(), candidate);
            case ENUMERATOR -> PathMatch.enumerator(path, target.btf(), candidate);
            case TYPE ->
                isType(relocation, candidate) ? Optional.of(new AccessPath(candidate, List.of(), 0)) : Optional.empty();
        };
    }

    private boolean isType(CoreRelocation relocation, int candidate) {
        return relocation.kind() == CoreRelocation.Kind.TYPE_MATCHES
                ? new TypeMatch(local, target.btf()).matches(relocation.type(), candidate)
                : Compatibility.ofTypes(local, relocation.type(), target.btf(), candidate);
    }

    private CoreAnswer answer(String where, CoreRelocation relocation, AccessPath path, Optional<AccessPath> match) {
        return switch (relocation.kind()) {
            case FIELD_EXISTS, TYPE_EXISTS, TYPE_MATCHES, ENUMVAL_EXISTS ->
                CoreAnswer.Value.known(match.isPresent() ? 1 : 0, 1);
            case TYPE_SIZE ->
                CoreAnswer.Value.known(match.map(found -> (long) target.btf().size(found.root())).orElse(0L),
                        local.size(path.root()));
            case TYPE_ID_TARGET -> CoreAnswer.Value.decidedHere(match.map(found -> (long) found.root()).orElse(0L));
            case TYPE_ID_LOCAL -> throw new IllegalArgumentException("not of the target: " + relocation);
            case ENUMVAL_VALUE -> match
                    .<CoreAnswer>map(
                            found -> CoreAnswer.Value.known(enumerator(target.btf(), found), enumerator(local, path)))
                    .orElseGet(() -> missing("enumerator", path));
            case FIELD_BYTE_OFFSET, FIELD_BYTE_SIZE, FIELD_SIGNED, FIELD_LSHIFT_U64, FIELD_RSHIFT_U64 ->
                match.map(found -> field(where, relocation.kind(), path, found))
                        .orElseGet(() -> missing("field", path));
        };
    }

    private CoreAnswer field(String where, CoreRelocation.Kind kind, AccessPath path, AccessPath match) {
        FieldFact own = FieldFact.of(where, local, path, kind);
        FieldFact other = FieldFact.of(where, target.btf(), match, kind);
        return new CoreAnswer.Value(other.value(), own.checked() ? Optional.of(own.value()) : Optional.empty(),
                access(own, other));
    }

    private static CoreAnswer.Access access(FieldFact own, FieldFact other) {
        int before = own.access().map(FieldFact.Access::size).orElse(0);
        int after = other.access().map(FieldFact.Access::size).orElse(0);
        boolean sound = before == after || own.access().isPresent() && other.access().isPresent()
                && bothGrow(own.access().get().type(), other.access().get().type());
        return new CoreAnswer.Access(before, after, sound);
    }

    /// A wider load gives the same number.
    private static boolean bothGrow(BtfType own, BtfType other) {
        return own instanceof BtfType.Pointer && other instanceof BtfType.Pointer
                || own instanceof BtfType.Int a && other instanceof BtfType.Int b && !a.signed() && !b.signed();
    }

    /// As libbpf takes it: what has 32 bits is a signed number, whatever the enumeration is.
    private static long enumerator(Btf btf, AccessPath path) {
        AccessPath.Step step = path.steps().getFirst();
        BtfType.Enumeration enumeration = (BtfType.Enumeration) btf.type(step.type());
        long value = enumeration.values().get(step.index()).value();
        return enumeration.size() == Long.BYTES ? value : (int) value;
    }

    private CoreAnswer missing(String what, AccessPath path) {
        String type = EssentialName.of(local.type(path.root()).name());
        String name = path.steps().stream().map(AccessPath.Step::name).flatMap(Optional::stream)
                .reduce((a, b) -> a + "." + b).orElse("");
        return new CoreAnswer.Missing("it needs %s `%s` of type `%s`, which has no such in %s".formatted(
                what, name, type, target.btf().where()), "",
                "Ask bpf_core_%s_exists() first".formatted(
                        what.equals("field") ? "field" : "enum_value"));
    }
}
