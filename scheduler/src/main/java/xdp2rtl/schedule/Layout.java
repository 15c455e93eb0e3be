package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The order of all chains in the program memory. A chain that ends with a jump to a region falls into it where it can;
/// a row that held nothing else is saved then.
final class Layout {
    final List<Row> rows = new ArrayList<>();
    /// Address of each chain's first row.
    final Map<Chain, Integer> addresses = new HashMap<>();
    /// Address of each region's first row.
    final Map<Integer, Integer> regions = new HashMap<>();

    private final Map<Integer, Chain> roots = new HashMap<>();
    private final Map<Chain, Chain> next = new HashMap<>();

    /// @param regions each region's chains, its root's first; the program's entry first
    Layout(List<List<Chain>> regions) {
        List<Chain> all = regions.stream().flatMap(List::stream).toList();
        regions.forEach(chains -> roots.put(chains.getFirst().region, chains.getFirst()));
        link(all, all.getFirst());
        Set<Chain> behind = new HashSet<>(next.values());
        all.stream().filter(chain -> !behind.contains(chain)).forEach(this::place);
    }

    private void link(List<Chain> all, Chain first) {
        Map<Chain, Chain> startOf = new HashMap<>();
        Set<Chain> entered = new HashSet<>(Set.of(first));
        all.stream().filter(chain -> chain.rows.getLast().jumpLane().isPresent())
                .sorted(Comparator.comparing((Chain chain) -> !savesRow(chain)).thenComparing(chain -> -chain.weight))
                .forEach(chain -> {
                    Chain target = roots.get(jump(chain).block());
                    if (entered.contains(target) || start(startOf, chain) == target) { return; }
                    entered.add(target);
                    next.put(chain, target);
                    startOf.put(target, chain);
                });
    }

    /// The first chain of the sequence that a chain stands in.
    private static Chain start(Map<Chain, Chain> before, Chain chain) {
        Chain at = chain;
        while (before.containsKey(at)) {
            at = before.get(at);
        }
        return at;
    }

    private static Goal.ToRegion jump(Chain chain) {
        Row last = chain.rows.getLast();
        return (Goal.ToRegion) last.slot(last.jumpLane().orElseThrow()).orElseThrow().goal();
    }

    /// Whether the chain's last row has the jump only; the only row of a chain stays, so that every chain has an
    /// address of its own.
    private static boolean savesRow(Chain chain) {
        return onlyJump(chain.rows.getLast()) && chain.rows.size() > 1;
    }

    private void place(Chain start) {
        Optional<Chain> at = Optional.of(start);
        while (at.isPresent()) {
            Chain chain = at.get();
            addresses.put(chain, rows.size());
            if (roots.get(chain.region) == chain) {
                regions.put(chain.region, rows.size());
            }
            at = Optional.ofNullable(next.get(chain));
            if (at.isPresent() && savesRow(chain)) {
                chain.rows.removeLast();
            } else if (at.isPresent()) {
                Row last = chain.rows.getLast();
                if (!onlyJump(last)) {
                    last.clear(last.jumpLane().orElseThrow());
                }
            }
            rows.addAll(chain.rows);
        }
    }

    private static boolean onlyJump(Row row) {
        int used = 0;
        for (int lane = 0; lane < row.lanes(); lane++) {
            used += row.slot(lane).isPresent() ? 1 : 0;
        }
        return used == 1;
    }
}
