package xdp2rtl.device;

import java.lang.foreign.MemorySegment;

/// Where requests to the kernel about network interfaces are made (netdevice(7)): a socket, or what a test has in its
/// place.
interface InterfaceRequests extends AutoCloseable {
    /// Makes one; `argument` is a `struct ifreq`, which the kernel may change.
    void make(long request, MemorySegment argument) throws LinuxFile.Refusal;

    @Override void close();

    /// Opens them.
    interface Source {
        InterfaceRequests open() throws LinuxFile.Refusal;
    }

    static InterfaceRequests ofSocket() throws LinuxFile.Refusal {
        LinuxFile socket = LinuxFile.socket();
        return new InterfaceRequests() {
            @Override public void make(long request, MemorySegment argument) throws LinuxFile.Refusal {
                socket.ioctl(request, argument);
            }

            @Override public void close() { socket.close(); }
        };
    }
}
