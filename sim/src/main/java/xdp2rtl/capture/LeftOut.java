package xdp2rtl.capture;

import xdp2rtl.diagnostic.CountText;

/// Packets of one interface of a pcapng file that no XDP program would have been given.
///
/// @param count     how many
/// @param number    of the interface in its section
/// @param name      as the capture calls it; may be empty
/// @param obstacle  why no program is given them
record LeftOut(int count, int number, String name, CaptureInterface.Obstacle obstacle) {
    String why() {
        return obstacle.why();
    }

    String remedy() {
        return obstacle.remedy();
    }

    @Override public String toString() {
        return "%s of interface %d%s".formatted(CountText.of(count, "packet"), number,
                name.isEmpty() ? "" : " (%s)".formatted(name));
    }
}
