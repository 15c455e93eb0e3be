package xdp2rtl.verifier;

import java.util.Optional;
import xdp2rtl.isa.CoreConfig;

/// Bytes of a frame's stack that an instruction touches, or may touch; offsets count from the frame's R10.
///
/// @param exact whether it is these bytes on every run
public record StackSpan(int frame, int start, int size, boolean exact) {
    public int end() { return start + size; }

    /// The span of an access; empty if no part of it can be inside of the stack.
    public static Optional<StackSpan> of(Type.Stack pointer, int offset, int size) {
        Range at = pointer.offset().plus(Range.of(offset));
        if (at.isConstant()) {
            return at.low() >= -CoreConfig.STACK_BYTES && at.low() + size <= 0
                    ? Optional.of(new StackSpan(pointer.frame(), (int) at.low(), size, true)) : Optional.empty();
        }
        if (at.low() > -size || at.high() < -CoreConfig.STACK_BYTES) { return Optional.empty(); }
        int start = (int) Math.max(at.low(), -CoreConfig.STACK_BYTES);
        int end = (int) Math.min(at.high(), -size) + size;
        return Optional.of(new StackSpan(pointer.frame(), start, end - start, false));
    }
}
