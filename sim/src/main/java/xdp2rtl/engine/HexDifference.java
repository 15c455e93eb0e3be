package xdp2rtl.engine;

import java.util.HexFormat;

import xdp2rtl.elf.Bytes;

/// Two byte strings side by side where they differ: at most [#ROWS] rows of 16 bytes, from the first difference on.
record HexDifference(String expected, String actual) {
    private static final int ROW = 16;
    private static final int ROWS = 4;

    static HexDifference of(Bytes expected, Bytes actual) {
        byte[] a = expected.toArray();
        byte[] b = actual.toArray();
        int longest = Math.max(a.length, b.length);
        var left = new StringBuilder(a.length + " bytes");
        var right = new StringBuilder(b.length + " bytes");
        int rows = 0;
        for (int at = 0; at < longest && rows < ROWS; at += ROW) {
            String one = row(a, at);
            String other = row(b, at);
            if (!one.equals(other)) {
                left.append(one);
                right.append(other);
                rows++;
            }
        }
        return new HexDifference(left.toString(), right.toString());
    }

    private static String row(byte[] bytes, int from) {
        int to = Math.min(from + ROW, bytes.length);
        return "\n%04x: %s".formatted(from,
                from >= to ? "-" : HexFormat.ofDelimiter(" ").formatHex(bytes, from, to));
    }
}
