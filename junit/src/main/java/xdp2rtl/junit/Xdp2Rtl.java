package xdp2rtl.junit;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// Where a test begins; made for `import static`.
public final class Xdp2Rtl {
    private Xdp2Rtl() {}

    /// A program of an object file, from the directory that the tests run in.
    public static XdpProgram xdp(String object) { return xdp(Path.of(object)); }

    /// The same.
    public static XdpProgram xdp(Path object) { return XdpProgram.of(object); }

    /// The packets of a capture: pcap or pcapng, also gzipped.
    public static Packets pcap(String file) { return pcap(Path.of(file)); }

    /// The same.
    public static Packets pcap(Path file) { return Packets.of(file); }

    /// Packets by their bytes, from the Ethernet header on.
    public static Packets packets(byte[]... packets) { return Packets.of(List.of(packets)); }

    /// Bytes in hexadecimal; blanks between them mean nothing.
    public static byte[] hex(String text) { return HexFormat.of().parseHex(text.replaceAll("\\s", "")); }

    /// What is to be asserted of a program comes behind: [XdpAssert].
    public static XdpAssert assertThat(XdpProgram program) { return new XdpAssert(program); }
}
