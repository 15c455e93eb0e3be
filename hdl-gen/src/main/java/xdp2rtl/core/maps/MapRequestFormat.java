package xdp2rtl.core.maps;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.isa.CoreConfig;

/// The bits of a request on its way to the map unit. The code is the `MapOp` or the `AtomicOp`; an atomic has its value
/// in `low` and its physical address in `high`.
record MapRequestFormat(Shape shape) {
    static final int CODE = 3;
    static final int MAP = Shape.log2(CoreConfig.MAP_DESCRIPTORS);

    int width() {
        return 128 + shape.context() + 1 + CODE + 1 + 2 + MAP;
    }

    Bits pack(Bits context, Bits atomic, Bits code, Bits wide, Bits flags, Bits map, Bits low, Bits high) {
        return Bits.concat(context, atomic, code, wide, flags, map, high, low);
    }

    /// The request with other words in place of `low` and `high`.
    Bits with(Bits request, Bits pair) { return Bits.concat(request.high(width() - 128), pair); }

    Bits low(Bits request) { return request.low(64); }
    Bits high(Bits request) { return request.bits(127, 64); }
    Bits map(Bits request) { return request.bits(127 + MAP, 128); }
    Bits flags(Bits request) { return request.bits(129 + MAP, 128 + MAP); }
    Bits wide(Bits request) { return request.bit(130 + MAP); }
    Bits code(Bits request) { return request.bits(130 + MAP + CODE, 131 + MAP); }
    Bits atomic(Bits request) { return request.bit(131 + MAP + CODE); }
    Bits context(Bits request) { return request.high(shape.context()); }
}
