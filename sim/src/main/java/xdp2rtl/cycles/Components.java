package xdp2rtl.cycles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// The strongly connected components of what node 0 reaches.
///
/// Tarjan's algorithm (SIAM Journal on Computing 1(2), 1972), with a stack of its own: a long program must not end
/// in a stack overflow.
final class Components {
    private final List<List<Integer>> next;
    private final int[] number;
    private final int[] low;
    private final int[] edge;
    private final boolean[] open;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final List<List<Integer>> found = new ArrayList<>();
    private int count;

    Components(List<List<Integer>> next) {
        this.next = next;
        number = new int[next.size()];
        low = new int[next.size()];
        edge = new int[next.size()];
        open = new boolean[next.size()];
        Arrays.fill(number, -1);
    }

    /// Each component with its nodes ascending, predecessors first.
    List<List<Integer>> inOrder() {
        if (!next.isEmpty()) {
            visit();
        }
        return found.reversed();
    }

    private void visit() {
        Deque<Integer> path = new ArrayDeque<>();
        enter(0, path);
        while (!path.isEmpty()) {
            int node = path.peek();
            if (edge[node] < next.get(node).size()) {
                int other = next.get(node).get(edge[node]++);
                if (number[other] < 0) {
                    enter(other, path);
                } else if (open[other]) {
                    low[node] = Math.min(low[node], number[other]);
                }
            } else {
                path.pop();
                if (low[node] == number[node]) {
                    found.add(close(node));
                }
                if (!path.isEmpty()) {
                    low[path.peek()] = Math.min(low[path.peek()], low[node]);
                }
            }
        }
    }

    private void enter(int node, Deque<Integer> path) {
        number[node] = count;
        low[node] = count++;
        open[node] = true;
        waiting.push(node);
        path.push(node);
    }

    private List<Integer> close(int root) {
        var component = new ArrayList<Integer>();
        int node;
        do {
            node = waiting.pop();
            open[node] = false;
            component.add(node);
        } while (node != root);
        component.sort(null);
        return List.copyOf(component);
    }
}
