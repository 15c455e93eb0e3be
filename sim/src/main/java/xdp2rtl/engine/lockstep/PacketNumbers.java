package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.engine.bundle.CoreReport;

/// Which packet a context was working on in a cycle: frames are used in turn, so the n-th report of a context ends its n-th packet.
final class PacketNumbers {
    private final int frames;
    /// By context, the cycles of its reports.
    private final List<List<Long>> reported = new ArrayList<>();

    /// @param frames contexts in turn; 1 in the sequential mode
    PacketNumbers(int frames) {
        this.frames = frames;
        for (int i = 0; i < frames; i++) {
            reported.add(new ArrayList<>());
        }
    }

    void add(CoreReport report) {
        reported.get(report.context()).add(report.reported());
    }

    long of(int context, long cycle) {
        if (context >= frames) {
            return -1;
        }
        List<Long> ends = reported.get(context);
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (ends.get(middle) < cycle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (long) low * frames + context;
    }
}
