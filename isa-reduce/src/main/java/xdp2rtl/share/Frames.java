package xdp2rtl.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xdp2rtl.cfg.BasicBlock;
import xdp2rtl.cfg.CallFrame;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.cfg.Terminator;
import xdp2rtl.elf.Subprogram;

/// Which frames are one where functions are shared: all of a shared function, and those that one call enters in frames
/// that are one.
final class Frames {
    private final Cfg cfg;
    /// By frame, the slot of the call that enters it.
    private final Map<Integer, Integer> calls = new HashMap<>();
    private final Map<Subprogram, Integer> levels = new HashMap<>();

    /// A call in frames that are one; `slot` is -1 for a frame that no call enters.
    private record Call(int caller, int slot, int frame) {}

    Frames(Cfg cfg) {
        this.cfg = cfg;
        for (BasicBlock block : cfg.blocks()) {
            if (block.flow() instanceof Terminator.Enter(var call, int frame, _)) {
                calls.put(frame, call.slot());
            }
        }
        int[] level = new int[cfg.frames().size()];
        for (CallFrame frame : cfg.frames()) {
            level[frame.id()] = frame.caller() < 0 ? 0 : level[frame.caller()] + 1;
            levels.merge(frame.function(), level[frame.id()], Math::max);
        }
    }

    /// By frame, the one that stands for it.
    List<Integer> with(Set<Subprogram> shared) {
        Integer[] names = new Integer[cfg.frames().size()];
        Map<Subprogram, Integer> ofFunction = new HashMap<>();
        Map<Call, Integer> ofCall = new HashMap<>();
        // Callers first: a function's level is above those of all that call it.
        cfg.frames().stream().sorted(Comparator.comparingInt((CallFrame frame) -> levels.get(frame.function()))
                .thenComparingInt(CallFrame::id)).forEach(frame -> {
                    Integer slot = calls.get(frame.id());
                    names[frame.id()] = shared.contains(frame.function())
                            ? ofFunction.computeIfAbsent(frame.function(), _ -> frame.id())
                            : ofCall.computeIfAbsent(slot == null ? new Call(-1, -1, frame.id())
                                    : new Call(names[frame.caller()], slot, -1), _ -> frame.id());
                });
        return List.of(names);
    }

    /// Functions of which there are copies, those first that make the program shortest if they are shared with all
    /// before them.
    ///
    /// @param shareable of which functions there may be one copy
    List<Subprogram> shortening(Set<Subprogram> shareable) {
        int[] own = new int[cfg.frames().size()];
        cfg.blocks().forEach(block -> own[block.frame()] += block.nodes().size() + 1);
        List<Subprogram> left = new ArrayList<>(shareable);
        Set<Subprogram> chosen = new LinkedHashSet<>();
        int size = size(own, chosen);
        while (!left.isEmpty()) {
            Subprogram best = null;
            int least = size;
            for (Subprogram function : left) {
                Set<Subprogram> with = new HashSet<>(chosen);
                with.add(function);
                int now = size(own, with);
                if (now < least) {
                    best = function;
                    least = now;
                }
            }
            if (best == null) {
                break;
            }
            size = least;
            chosen.add(best);
            left.remove(best);
        }
        return List.copyOf(chosen);
    }

    private int size(int[] own, Set<Subprogram> shared) {
        Map<Integer, Integer> sizes = new HashMap<>();
        List<Integer> names = with(shared);
        for (int frame = 0; frame < own.length; frame++) {
            sizes.merge(names.get(frame), own[frame], Math::max);
        }
        return sizes.values().stream().mapToInt(size -> size).sum();
    }
}
