package xdp2rtl.engine.kernel;

import java.nio.file.Path;

import xdp2rtl.btf.TargetTypes;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.port.EngineUnavailable;

/// The numbers that the running kernel's functions have in its types.
final class KernelTypes {
    private KernelTypes() {}

    /// Read once, for a kernel has a hundred thousand types.
    private static final class Running {
        static final TargetTypes TYPES = TargetTypes.read(Path.of("/sys/kernel/btf/vmlinux"));
    }

    /// @throws EngineUnavailable if this kernel has no such function
    static int number(Kfunc function) {
        return Running.TYPES.function(function.text()).orElseThrow(() -> new EngineUnavailable(
                "this kernel has no function %s; Linux 6.18 has".formatted(function.text())));
    }
}
