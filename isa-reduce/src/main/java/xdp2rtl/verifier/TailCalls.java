package xdp2rtl.verifier;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.TailTarget;

/// Where tail calls can lead (`bpf_tail_call`, kernel/bpf/core.c).
public final class TailCalls {
    /// Tail calls that one run can make (MAX_TAIL_CALL_CNT, include/linux/bpf.h).
    public static final int MOST = 33;

    /// Of the call's registers.
    public static final int MAP = 2;
    public static final int INDEX = 3;

    private TailCalls() {}

    /// The map of programs that a call is given, as its place among the program's maps.
    /// @param state in front of the call, which has been checked
    public static int map(State state, Terminator.TailCall tail) {
        return ((Type.Map) state.type(tail.call().frame(), MAP)).map();
    }

    /// The places in [xdp2rtl.elf.Linkage#targets] of the programs that a call can lead to, in the order of their
    /// numbers in its map.
    /// @param state in front of the call, which has been checked
    public static List<Integer> targets(Cfg cfg, State state, Terminator.TailCall tail) {
        MapSpec map = cfg.program().maps().get(map(state, tail));
        if (state.type(tail.call().frame(), INDEX) instanceof Type.Number(Range range) && range.isConstant()
                && Integer.compareUnsigned((int) range.low(), map.maxEntries()) >= 0) {
            return List.of();
        }
        List<String> names = cfg.program().linkage().targets().stream().map(TailTarget::name).toList();
        return map.programs()
                .map(table -> table.names().stream().map(names::indexOf).filter(place -> place >= 0).toList())
                .orElse(List.of());
    }

    /// The ways out of a call's block that can be taken, as places in [Terminator#successors].
    static List<Integer> ways(Cfg cfg, State state, Terminator.TailCall tail) {
        return IntStream.concat(IntStream.of(0), targets(cfg, state, tail).stream().mapToInt(target -> target + 1))
                .boxed().toList();
    }
}
