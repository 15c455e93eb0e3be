package xdp2rtl.btf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for what a path names in other types: members and enumerators by their names, elements by their numbers.
/// Source: `bpf_core_spec_match` and `bpf_core_match_member` in tools/lib/bpf/relo_core.c of the kernel.
final class PathMatch {
    /// libbpf takes no path with more steps.
    private static final int MOST_STEPS = 64;

    private final String where;
    private final Btf local;
    private final Btf target;
    private final List<AccessPath.Step> found = new ArrayList<>();
    private long offset;

    private PathMatch(String where, Btf local, Btf target) {
        this.where = where;
        this.local = local;
        this.target = target;
    }

    /// The same place in type `root` of `target`; empty if it has none.
    static Optional<AccessPath> field(String where, Btf local, AccessPath path, Btf target, int root) {
        var match = new PathMatch(where, local, target);
        int type = root;
        for (AccessPath.Step step : path.steps()) {
            Optional<Integer> next = step.name().isPresent() ? match.member(step, type, 0) : match.element(step, type);
            if (next.isEmpty()) { return Optional.empty(); }
            type = next.get();
        }
        return Optional.of(new AccessPath(root, match.found, match.offset));
    }

    static Optional<AccessPath> enumerator(AccessPath path, Btf target, int root) {
        if (!(target.resolve(root) instanceof BtfType.Enumeration enumeration)) { return Optional.empty(); }
        String wanted = EssentialName.of(path.steps().getFirst().name().orElseThrow());
        for (int i = 0; i < enumeration.values().size(); i++) {
            String name = enumeration.values().get(i).name();
            if (EssentialName.of(name).equals(wanted)) {
                return Optional.of(new AccessPath(root,
                        List.of(new AccessPath.Step(Optional.of(name), target.resolved(root), i)), 0));
            }
        }
        return Optional.empty();
    }

    /// The type of the member of that name; members without names are looked through, the first of the name decides.
    private Optional<Integer> member(AccessPath.Step step, int type, int depth) {
        int inside = target.resolved(type);
        if (!(target.type(inside) instanceof BtfType.Composite composite) || depth > MOST_STEPS) {
            return Optional.empty();
        }
        for (int i = 0; i < composite.members().size(); i++) {
            BtfType.Member member = composite.members().get(i);
            offset += member.bitOffset();
            if (member.name().isEmpty()) {
                Optional<Integer> deeper = member(step, member.type(), depth + 1);
                if (deeper.isPresent()) { return deeper; }
            } else if (member.name().equals(step.name().orElseThrow())) {
                found.add(new AccessPath.Step(Optional.of(member.name()), inside, i));
                if (Compatibility.ofFields(local, memberType(step), target, member.type())) {
                    return Optional.of(member.type());
                }
                found.removeLast();
                return Optional.empty();
            }
            offset -= member.bitOffset();
        }
        return Optional.empty();
    }

    private int memberType(AccessPath.Step step) {
        return ((BtfType.Composite) local.type(step.type())).members().get(step.index()).type();
    }

    /// The outermost pointer counts in whole values of the type that was looked for.
    private Optional<Integer> element(AccessPath.Step step, int type) {
        int inside = target.resolved(type);
        if (!found.isEmpty()) {
            if (!(target.type(inside) instanceof BtfType.Array array)
                    || step.index() >= array.count() && !AccessPath.isOpen(target, found.getLast(), array)) {
                return Optional.empty();
            }
            inside = target.resolved(array.element());
        }
        found.add(new AccessPath.Step(Optional.empty(), inside, step.index()));
        offset += AccessPath.bits(where, target, inside, step.index());
        return Optional.of(inside);
    }
}
