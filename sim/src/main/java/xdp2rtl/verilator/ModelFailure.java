package xdp2rtl.verilator;

/// The generated hardware, or its model, did what it must not. A fault of this project, never of the user's program.
public final class ModelFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ModelFailure(String what) {
        super(what);
    }
}
