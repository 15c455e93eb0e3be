package xdp2rtl.engine.kernel;

import java.util.List;
import xdp2rtl.port.Emission;

/// Who takes out the records that programs leave in a map.
sealed interface Listener extends AutoCloseable permits PerfBuffer, RingBuffer {
    /// Takes out the records that have come, in their order.
    List<Emission> take() throws LinuxError;

    @Override void close() throws LinuxError;
}
