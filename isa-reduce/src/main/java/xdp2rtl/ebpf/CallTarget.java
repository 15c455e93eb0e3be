package xdp2rtl.ebpf;

/// What a call instruction calls. Source: RFC 9669, section 4.3.1.
public sealed interface CallTarget {

    /// A helper of the kernel; [xdp2rtl.linux.HelperId#of] knows its name. Kept as a number since newer kernels have
    /// more.
    record HelperNumber(int number) implements CallTarget {}

    /// A subprogram of the same instruction list; it starts at the call's slot + 1 + `offset`.
    record Local(int offset) implements CallTarget {}

    /// A function of the kernel that is known here, by its name: what a loader has made of a call of it.
    record Kfunc(xdp2rtl.linux.Kfunc function) implements CallTarget {}

    /// A kernel function by its type in BTF; `module` is 0 for the kernel itself.
    record KernelFunction(int type, int module) implements CallTarget {}
}
