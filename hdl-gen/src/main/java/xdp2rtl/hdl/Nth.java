package xdp2rtl.hdl;

import xdp2rtl.hdl.Expression.Element;
import xdp2rtl.hdl.Expression.Not;
import xdp2rtl.hdl.Expression.Slice;

/// The place in the loop of {@link Component#each}: the same element of several values.
public final class Nth {
    private final int count;

    Nth(int count) {
        this.count = count;
    }

    /// The element of `value` at this place, where it is cut into as many elements as the loop has turns, the least
    /// significant first.
    /// @throws HdlError if the value has no name, or its width is no multiple of the number of turns
    public Bits of(Bits value) {
        if (value.width() % count != 0) {
            throw new HdlError("each: the " + value.width() + " bits of " + ExpressionText.brief(value)
                    + " do not divide into " + count + " elements; extend or slice it");
        }
        int width = value.width() / count;
        return switch (value) {
            case Not(var inner) -> of(inner).not();
            case Slice(var signal, _, int low) -> new Element(signal, low, width, count);
            case Signal _, Expression _ -> new Element(Wiring.signal(value, "an element"), 0, width, count);
        };
    }

    /// Whether `value` is a signal or a part of one.
    static boolean has(Bits value) {
        return value instanceof Signal || value instanceof Slice;
    }
}
