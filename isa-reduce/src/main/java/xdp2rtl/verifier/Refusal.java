package xdp2rtl.verifier;

import java.util.List;
import java.util.Optional;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Node;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.InnerMaps;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Obstacle;

/// The program whose instructions are refused, for messages that name the instruction and its C line.
public record Refusal(Cfg cfg) {

    public InputError of(Node node, String what, String why, String remedy) {
        // Of a function that is not the program's own, the call is shown.
        return new InputError(cfg.where(node), "`%s` %s".formatted(
                cfg.program().code().get(node.place()).instruction(), what), why, remedy);
    }

    public InputError of(Node node, String what, Obstacle obstacle) {
        return of(node, what, obstacle.why(), obstacle.remedy());
    }

    public InputError of(Node node, String what) { return of(node, what, "", ""); }

    /// For what cannot be used; `what` is completed by the reason.
    RuntimeException of(Node node, String what, Type.Unset unset) {
        return unset.join() == Type.Unset.NOWHERE ? of(node, what + unset.why()) : new PathsDisagree(unset.join(),
                of(node, what + unset.why(), "", "Compile with -O2, or set it where it is used"));
    }

    /// For what depends on an address and must not; `what` is completed by the reason, unless the reason is an
    /// instruction before.
    RuntimeException of(Node node, String what, Type.Tainted tainted) {
        boolean disagree = tainted.join() != Type.Unset.NOWHERE;
        InputError error = switch (tainted.taint()) {
            case Taint.Told(String why) ->
                of(node, what + why, "", disagree ? "Compile with -O2, or set it where it is used" : "");
            case Taint.Made(Node maker, String did, String why, String remedy) -> of(maker, did, why, remedy);
        };
        return disagree ? new PathsDisagree(tainted.join(), error) : error;
    }

    /// What an instruction refers to must be there.
    void resolved(Node node) {
        Optional.ofNullable(cfg.program().linkage().unresolved().get(node.slot())).ifPresent(missing -> {
            throw missing;
        });
    }

    public MapSpec map(int map) { return maps().get(map); }

    /// The maps that a pointer to a map can be; none for what is no such pointer.
    public List<Integer> places(Type type) {
        return type instanceof Type.Map(int map) ? List.of(map)
                : type instanceof Type.InnerMap(int outer, _) ? InnerMaps.places(maps(), outer) : List.of();
    }

    /// Whether an instruction is one of a function of Linux, and none of the program's own.
    boolean isOfLinux(Node node) {
        return cfg.frames().get(node.frame()).function().start() >= cfg.program().slots();
    }

    private List<MapSpec> maps() { return cfg.program().maps(); }

    /// The register's type, which must be something; it may be [Type.Tainted].
    Type read(State state, Node node, int register) {
        Type type = state.type(node.frame(), register);
        if (type instanceof Type.Unset unset) { throw of(node, "uses r" + register + ", which ", unset); }
        return type;
    }

    /// The register's type, which must be something on which the run may depend.
    public Type use(State state, Node node, int register) {
        Type type = read(state, node, register);
        if (type instanceof Type.Tainted tainted) { throw of(node, "uses r" + register + ", which ", tainted); }
        return type;
    }

    /// The register's range; it must hold a number.
    public Range number(State state, Node node, int register) {
        Type type = use(state, node, register);
        if (type instanceof Type.Number(Range range)) { return range; }
        throw of(node, "needs a number in r" + register + ", which is " + type.text(),
                Transfer.ELSEWHERE + ", so a program may not look at them", "");
    }
}
