package xdp2rtl.cli.common;

import picocli.CommandLine.Option;
import xdp2rtl.device.Device;
import xdp2rtl.device.Devices;
import xdp2rtl.host.HostDevice;

/// A verb on a device, which nobody else has meanwhile.
public abstract class DeviceVerb extends Verb {
    @Option(names = "--device", paramLabel = "DEVICE", required = true, defaultValue = "${env:XDP2RTL_DEVICE}",
            description = "The board: pci:0000:03:00.0, corundum:/dev/mqnic0, sume:nf0 or sim:[SOCKET]. "
                    + "XDP2RTL_DEVICE in the environment does as well.")
    private String name;

    /// Does the work.
    /// @throws xdp2rtl.diagnostic.InputError if what the user gave cannot be used, or the device does not answer
    protected abstract Answer answer(HostDevice device, Progress progress);

    @Override protected final Answer answer(Progress progress) {
        progress.say("waiting for " + name);
        try (Device opened = Devices.open(name)) {
            return answer(HostDevice.of(opened), progress);
        }
    }

    /// The same again, for verbs that go on: others can have the device between two looks.
    protected final Answer again() {
        try (Device opened = Devices.open(name)) {
            return answer(HostDevice.of(opened), Progress.none());
        }
    }
}
