package xdp2rtl.engine.model;

/// Whoever wants to know the way that packets take through the bundles.
@FunctionalInterface
public interface BundleWatch {
    /// @param address of a bundle that retires
    /// @param next    the context's next bundle; [xdp2rtl.port.Retired#ENDS] if the packet is done
    /// @param lane    whose branch was taken; the number of lanes if none was
    void retired(int address, int next, int lane);
}
