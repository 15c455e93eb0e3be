package xdp2rtl.port;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.RedirectWord;
import xdp2rtl.linux.XdpAction;

/// What a core's report means for the packet; the same for the model and for the hardware.
public final class CoreOutcome {
    private CoreOutcome() {}

    public static Outcome of(CoreReport report, Program program) {
        if (report.cause() != Cause.NONE) {
            return new Outcome.Fault("the core ended it: " + text(report.cause()), OptionalLong.of(report.slots()));
        }
        byte[] contents = report.contents();
        return new Outcome.Ran(report.r0(),
                Optional.of(Bytes.of(Arrays.copyOfRange(contents, report.meta(), contents.length))),
                Bytes.of(Arrays.copyOf(contents, report.meta())), redirect(report, program),
                OptionalLong.of(report.slots()));
    }

    private static Optional<RedirectTarget> redirect(CoreReport report, Program program) {
        if (!XdpAction.REDIRECT.is(report.r0() & 0xffff_ffffL) || report.redirect() == 0) { return Optional.empty(); }
        var word = new RedirectWord(report.redirect());
        if (!word.hasMap()) { return Optional.of(new RedirectTarget.Interface(word.target())); }
        MapSpec map = program.maps().get(word.map());
        if (word.isBroadcast()) {
            return Optional.of(new RedirectTarget.Broadcast(map.name(), word.excludesIngress()));
        }
        return Optional.of(map.holdsDevices() ? new RedirectTarget.MapEntry(map.name(), word.target())
                : new RedirectTarget.HostQueue(map.name(), word.target()));
    }

    private static String text(Cause cause) {
        return switch (cause) {
            case NONE -> "nothing";
            case LENGTH -> "wrong length";
            case PROGRAM -> "ran past its last bundle";
            case ADDRESS -> "an access out of range";
            case REQUEST -> "a request while another was outstanding";
            case RUNAWAY -> "too many bundles; --bundle-limit N allows more";
        };
    }
}
