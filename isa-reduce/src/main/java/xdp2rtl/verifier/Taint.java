package xdp2rtl.verifier;

import xdp2rtl.cfg.Node;

/// Why a number depends on where memory lies.
public sealed interface Taint {
    /// Said of what holds it; `why` completes "r3 ...".
    record Told(String why) implements Taint {}

    /// An instruction made it of a pointer. What is said when something depends on it: `what` completes "the
    /// instruction ...".
    record Made(Node node, String what, String why, String remedy) implements Taint {}
}
