package xdp2rtl.cli.host;

import picocli.CommandLine.Command;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.DeviceVerb;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.host.HostDevice;

/// `host status`.
@Command(name = "status", description = "Shows what the device is, what is loaded on it, and whether packets run.")
final class HostStatusVerb extends DeviceVerb {
    @Override protected Answer answer(HostDevice device, Progress progress) {
        return StatusAnswer.of(device);
    }
}
