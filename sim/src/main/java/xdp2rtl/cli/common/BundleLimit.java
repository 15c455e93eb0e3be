package xdp2rtl.cli.common;

import picocli.CommandLine.Option;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;

/// How long a packet may take, for whoever loads a program.
public final class BundleLimit {
    private static final String NAME = "--bundle-limit";

    @Option(names = NAME, paramLabel = "N", defaultValue = "" + Compiler.BUNDLE_LIMIT,
            description = "Bundles after which the core ends a packet (default: ${DEFAULT-VALUE}).")
    private int bundles;

    /// @throws InputError if it is none
    public int value() {
        if (bundles < 1) {
            throw new InputError(NAME, "a packet cannot have %d bundles".formatted(bundles), "", "Give 1 or more");
        }
        return bundles;
    }

    /// What says the same on a command line; empty for the usual limit.
    public static String option(int bundles) {
        return bundles == Compiler.BUNDLE_LIMIT ? "" : " %s %d".formatted(NAME, bundles);
    }
}
