package xdp2rtl.driver;

/// The map memory as the host reaches it: words of 8 bytes at physical byte addresses that are multiples of 8.
public interface MapMemoryAccess {
    long read(int address);

    void write(int address, long word);
}
