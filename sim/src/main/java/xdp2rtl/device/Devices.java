package xdp2rtl.device;

import java.nio.file.Path;

/// Opens devices.
public final class Devices {
    private static final Path SYSTEM = Path.of("/sys");

    private Devices() {}

    /// A device, held exclusively until it is closed.
    ///
    /// @param name one of the [DeviceName#FORMS]
    /// @throws xdp2rtl.diagnostic.InputError if there is no such device, it is no board of ours, or somebody else has
    /// it
    public static Device open(String name) {
        return open(DeviceName.parse(name));
    }

    /// Opens a device, for this host alone until it is closed.
    /// @throws xdp2rtl.diagnostic.InputError if there is none, or another host has it
    public static Device open(DeviceName name) {
        return switch (name) {
            case DeviceName.Pci pci -> new PciBus(SYSTEM, UserPlace.locks()).open(pci);
            case DeviceName.Corundum corundum -> new CorundumDriver(SYSTEM, UserPlace.locks()).open(corundum);
            case DeviceName.Sume sume ->
                new SumeDriver(SYSTEM, UserPlace.locks(), InterfaceRequests::ofSocket).open(sume);
            case DeviceName.Simulated simulated -> SocketDevice.open(simulated);
        };
    }
}
