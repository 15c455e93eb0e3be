package xdp2rtl.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    /// The functions that calls enter more than once, those first that make the program shortest, and how many
    /// instructions there are without the copies of each and of those before it.
    ///
    /// @param shareable of which functions there may be one copy
    Map<Subprogram, Integer> savings(Set<Subprogram> shareable) {
        int[] own = new int[cfg.frames().size()];
        cfg.blocks().forEach(block -> own[block.frame()] += block.nodes().size() + 1);
        List<Subprogram> left = new ArrayList<>(shareable);
        Map<Subprogram, Integer> savings = new LinkedHashMap<>();
        int size = size(own, Set.of());
        while (!left.isEmpty()) {
            Map<Integer, Subprogram> bySize = new TreeMap<>();
            for (Subprogram function : left) {
                var with = new HashSet<>(savings.keySet());
                with.add(function);
                bySize.putIfAbsent(size(own, with), function);
            }
            var best = bySize.entrySet().iterator().next();
            if (best.getKey() >= size) {
                break;
            }
            size = best.getKey();
            savings.put(best.getValue(), size);
            left.remove(best.getValue());
        }
        return savings;
    }

    int size() {
        int size = 0;
        for (BasicBlock block : cfg.blocks()) {
            size += block.nodes().size() + 1;
        }
        return size;
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
