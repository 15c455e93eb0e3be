package xdp2rtl.core.lane;

import java.util.ArrayList;
import java.util.Optional;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Guarded;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Unit;

@Doc("Addresses of loads, stores and atomics, and whether they are in range. An access takes place in a window of 8 bytes: it starts at the "
        + "address, or, for a swapped value, ends where the access ends.")
final class AddressUnit extends Component {
    /// Ports of an access to the packet.
    public record Packet(@Doc("OPERANDS") In head, @Doc("OPERANDS") In length, @Doc("OPERANDS") In meta,
            @Doc("BRANCH: the window's start in the frame") Out window, Reg base4, Reg window5, Reg least5,
            Reg most5) {}

    /// Ports of an access to the stack.
    record Stack(@Doc("BRANCH: the window's start in the stack") Out window) {}

    /// Ports of an access to map memory.
    public record Map(@Doc("OPERANDS: where the context's own maps begin") In cpuBase, @Doc("EFFECT") Out physical,
            @Doc("EFFECT: line of the window's even word, and of its odd word") Out evenLine, Out oddLine,
            Reg offset4, Reg perCpu5, Reg physical6, Reg evenLine6, Reg oddLine6) {}

    private final Shape shape;

    @Doc("OPERANDS")
    final Choice<OpClass> action = in(Shape.ACTION);
    final Choice<Size> size = in(Size.class);
    final In swapped = in(1);
    final In quiet = in(1);
    final In offset = in(32);
    @Doc("EXECUTE")
    final In base = in(32);

    final Optional<Packet> packet;
    final Optional<Stack> stack;
    final Optional<Map> map;
    @Doc("BRANCH: the window's start in its line")
    final Out start = out(4);
    @Doc("EFFECT: the address, and whether it is in range")
    final Out address = out(32);
    final Out isInside = out(1);
    @Doc("EFFECT: out of range, and not a quiet load")
    final Out faulty = out(1);

    final Reg offset4 = reg(32).noReset();
    final Reg near4 = reg(Shape.STACK).noReset();
    final Reg address5 = reg(32).noReset();
    final Reg near5 = reg(Shape.STACK).noReset();
    final Reg address6 = reg(32).noReset();
    final Reg inside6 = reg(1).noReset();
    final Reg faulty6 = reg(1).noReset();

    AddressUnit(Shape shape, int lane) {
        this.shape = shape;
        super("address_unit_" + lane);
        packet = !shape.hasAny(lane, Unit.PACKET_LOAD, Unit.PACKET_STORE) ? Optional.empty()
                : Optional.of(new Packet(in(Shape.FRAME),
                        in(Shape.FRAME), in(Shape.META), out(Shape.FRAME), frame(), frame(), reg(13).noReset(),
                        reg(13).noReset()));
        stack = shape.has(lane, Unit.STACK) ? Optional.of(new Stack(out(Shape.STACK))) : Optional.empty();
        map = !shape.hasAny(lane, Unit.MAP, Unit.REQUEST) ? Optional.empty() : Optional.of(new Map(in(32), out(32),
                out(shape.line()), out(shape.line()), reg(32).noReset(), reg(32).noReset(), reg(32).noReset(),
                reg(shape.line()).noReset(), reg(shape.line()).noReset()));
    }

    @Override protected void logic() {
        section("OPERANDS: what is added to the base");
        var bias = let("bias", swapped.then(before(), Bits.of(4, 0)));
        offset4.next(offset);
        var biased = let("biased", offset.low(Shape.FRAME).plus(bias.sext(Shape.FRAME)));
        near4.next(biased.low(Shape.STACK));
        if (packet.isEmpty()) unused(biased.high(Shape.FRAME - Shape.STACK));

        section("EXECUTE: sums");
        address5.next(base.plus(offset4));
        near5.next(base.low(Shape.STACK).plus(near4));
        address6.next(address5);
        address.assign(address6);
        if (stack.isEmpty()) unused(near5.high(Shape.STACK - 4));
        var size5 = choice(Size.class, stack.isEmpty() && map.isEmpty() ? size.bits() : delay(2, size.bits(), "size"));

        var checks = new ArrayList<Guarded>();
        packet.ifPresent(it -> {
            section("the packet");
            it.base4.next(it.head.plus(biased));
            it.window5.next(base.low(Shape.FRAME).plus(it.base4));
            it.window.assign(it.window5);
            var length4 = delay(1, it.length, "length").zext(13);
            var size4 = choice(Size.class, delay(1, size.bits(), "packet_size"));
            var bytes = let("bytes", select(size4, s -> Bits.of(13, s.bytes())));
            it.most5.next(length4.minus(bytes));
            it.least5.next(Bits.of(13, 0).minus(delay(1, it.meta, "meta").zext(13)));
            var top = address5.high(20);
            var fits = address5.low(13).atLeastSigned(it.least5).and(address5.low(13).atMostSigned(it.most5));
            checks.add(new Guarded(in5("is_packet", OpClass.LOAD_PACKET, OpClass.STORE_PACKET), let("in_packet",
                    top.all().or(top.any().not()).and(fits))));
        });
        stack.ifPresent(it -> {
            section("the stack");
            it.window.assign(near5);
            checks.add(new Guarded(in5("is_stack", OpClass.LOAD_STACK, OpClass.STORE_STACK), let("in_stack",
                    address5.high(32 - Shape.STACK).any().not().and(fits("stack", address5.low(Shape.STACK), size5)))));
        });
        map.ifPresent(it -> {
            section("map memory; an address with bit 31 belongs to the running context");
            it.offset4.next(offset.plus(it.cpuBase));
            it.perCpu5.next(let("per_cpu", base.plus(it.offset4)).xor(Bits.of(32, 1L << CoreConfig.PER_CPU_BIT)));
            var physical = let("physical_5", address5.bit(CoreConfig.PER_CPU_BIT).then(it.perCpu5, address5));
            it.physical6.next(physical);
            it.physical.assign(it.physical6);
            var bias5 = delay(2, bias, "bias");
            var window = let("window", physical.low(shape.map()).plus(bias5.sext(shape.map())));
            var later = Bits.concat(bias5.bit(3).not(), bias5.low(3));
            var eightLater = let("eight_later", physical.low(shape.map()).plus(later.zext(shape.map())));
            unused(window.low(4), eightLater.low(4));
            it.oddLine6.next(window.high(shape.line()));
            it.evenLine6.next(eightLater.high(shape.line()));
            it.evenLine.assign(it.evenLine6);
            it.oddLine.assign(it.oddLine6);
            var inRange = let("in_map", physical.high(32 - shape.map()).any().not()
                    .and(physical.bits(shape.map() - 1, 4).any()).and(fits("map", physical.low(shape.map()), size5)));
            checks.add(new Guarded(in5("is_map", OpClass.LOAD_MAP, OpClass.STORE_MAP), inRange));
            var aligned = let("aligned", address5.low(2).any().not().and(size5.is(Size.B4).or(address5.bit(2).not())));
            checks.add(new Guarded(in5("is_atomic", OpClass.ATOMIC), inRange.and(aligned)));
        });

        section("BRANCH: whether it is in range");
        start.assign(packet.<Bits>map(it -> stack.isEmpty() && map.isEmpty() ? it.window5.low(4)
                : in5("starts_in_packet", OpClass.LOAD_PACKET, OpClass.STORE_PACKET).then(it.window5.low(4),
                        near5.low(4)))
                .orElse(near5.low(4)));
        if (packet.isPresent() && stack.isEmpty() && map.isEmpty()) unused(near5.low(4));
        var inRange = let("in_range", Bits.oneHot(checks));
        var matters = let("matters",
                delay(2, action.isOneOf(OpClass.STORE_PACKET, OpClass.STORE_STACK, OpClass.STORE_MAP,
                        OpClass.ATOMIC)
                        .or(action.isOneOf(OpClass.LOAD_PACKET, OpClass.LOAD_STACK, OpClass.LOAD_MAP).and(quiet.not())),
                        "matters"));
        inside6.next(inRange);
        faulty6.next(matters.and(inRange.not()));
        isInside.assign(inside6);
        faulty.assign(faulty6);
    }

    private Bits in5(String name, OpClass... actions) {
        return delay(2, action.isOneOf(actions), name);
    }

    /// By how much a swapped value's window starts before its address: its size less 8.
    private Bits before() {
        return let("size_less_8", select(size, s -> Bits.of(4, s.bytes() - 8 & 15)));
    }

    /// Whether an access does not pass the end of a memory of a power of two bytes.
    private Bits fits(String name, Bits low, Choice<Size> size) {
        var last = let(name + "_last_word", low.high(low.width() - 3).all());
        var passes = let(name + "_passes", select(size, s -> low.low(3).above(8 - s.bytes())));
        return last.and(passes).not();
    }

    private Reg frame() {
        return reg(Shape.FRAME).noReset();
    }
}
