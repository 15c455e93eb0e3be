package xdp2rtl.host;

import java.util.Optional;
import xdp2rtl.device.Device;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;

/// A device with a core, and what the host knows of it.
///
/// @param ports  empty where the core is not on a board of ours
/// @param loaded empty if nothing is, or the host does not know what
/// @param tag    HOST_TAG
/// @param isHalfLoaded whether a load has begun that was never finished: packets are not taken
public record HostDevice(CoreRegisters core, CoreConfig config, BoardPorts ports, StateFile state, int tag,
        Optional<LoadedProgram> loaded,
        boolean isHalfLoaded) {
    /// HOST_TAG where `unload` has left a program that passes every packet.
    public static final int NO_PROGRAM = 0x50415353;

    /// @throws InputError if there is no core that this program can drive
    public static HostDevice of(Device device) {
        return of(device, StateFile.of(device));
    }

    /// The same with the state elsewhere.
    public static HostDevice of(Device device, StateFile state) {
        CoreRegisters core = CoreRegisters.of(device);
        int tag = core.read(ControlRegister.HOST_TAG);
        boolean half = tag == 0 && core.rows() != 0;
        return new HostDevice(core, core.config(), BoardPorts.of(device), state, tag, state.read(tag), half);
    }

    public String name() {
        return core.device().name();
    }

    /// As `--device` takes it.
    public String address() {
        return core.device().address();
    }

    /// What is loaded.
    /// @throws InputError if nothing is, or nobody knows what
    public LoadedProgram program() {
        return loaded.orElseThrow(() -> nothing());
    }

    private InputError nothing() {
        String remedy = "Load a program with `xdp2rtl host load`";
        if (isHalfLoaded) {
            return new InputError(name(), "no program is whole there", "the host that loaded one was killed", remedy);
        }
        if (tag == 0 || tag == NO_PROGRAM) { return new InputError(name(), "no program is loaded", "", remedy); }
        return new InputError(name(), "what is loaded is not known here",
                "it was loaded from another machine or by another user, or %s is lost or damaged"
                        .formatted(state.path()),
                remedy);
    }

    /// The maps of what is loaded, as the core has them now.
    public LiveMaps maps() {
        return new LiveMaps(this, program());
    }
}
