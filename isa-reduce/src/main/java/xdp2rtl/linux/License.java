package xdp2rtl.linux;

import java.util.Set;

/// Licenses of programs. Source: `license_is_gpl_compatible` of Linux 6.18, include/linux/license.h.
public final class License {
    private static final Set<String> GPL_COMPATIBLE = Set.of("GPL", "GPL v2", "GPL and additional rights",
            "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL");

    private License() {}

    /// Whether programs under it may call what Linux keeps for those.
    public static boolean isGplCompatible(String license) { return GPL_COMPATIBLE.contains(license); }
}
