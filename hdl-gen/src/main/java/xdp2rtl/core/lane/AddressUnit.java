package xdp2rtl.core.lane;

import static xdp2rtl.core.part.Stage.BRANCH;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.OPERANDS;

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

@Doc("Addresses of loads, stores and atomics, and whether they are in range. An access takes place in a window of 8 "
        + "bytes: it starts at the "
        + "address, or, for a swapped value, ends where the access ends.")
final class AddressUnit extends Component {
    /// Ports of an access to the packet.
    public record Packet(@Doc("OPERANDS") In head, @Doc("OPERANDS") In length, @Doc("OPERANDS") In meta,
            @Doc("BRANCH: the window's start in the frame") Out window, Reg executeBase, Reg branchWindow,
            Reg branchLeast,
            Reg branchMost) {}

    /// Ports of an access to the stack.
    record Stack(@Doc("BRANCH: the window's start in the stack") Out window) {}

    /// Ports of an access to map memory.
    public record Map(@Doc("OPERANDS: where the context's own maps begin") In cpuBase, @Doc("EFFECT") Out physical,
            @Doc("EFFECT: line of the window's even word, and of its odd word") Out evenLine, Out oddLine,
            Reg executeOffset, Reg branchPerCpu, Reg effectPhysical, Reg effectEvenLine, Reg effectOddLine) {}

    private final Shape shape;

    @Doc("OPERANDS")
    final Choice<OpClass> action = in(Shape.ACTION);
    final Choice<Size> size = in(Size.class);
    final In swapped = in(1);
    final In nonFaulting = in(1);
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
    @Doc("EFFECT: out of range, and not a non-faulting load")
    final Out faulty = out(1);

    final Reg executeOffset = reg(32).noReset();
    final Reg executeNear = reg(Shape.STACK).noReset();
    final Reg branchAddress = reg(32).noReset();
    final Reg branchNear = reg(Shape.STACK).noReset();
    final Reg effectAddress = reg(32).noReset();
    final Reg effectInside = reg(1).noReset();
    final Reg effectFaulty = reg(1).noReset();

    AddressUnit(Shape shape, int lane) {
        this.shape = shape;
        super("address_unit_" + lane);
        packet = !shape.hasAny(lane, Unit.PACKET_LOAD, Unit.PACKET_STORE) ? Optional.empty()
                : Optional.of(new Packet(in(shape.frame()),
                        in(shape.frame()), in(Shape.META), out(shape.frame()), frame(), frame(), signed(), signed()));
        stack = shape.has(lane, Unit.STACK) ? Optional.of(new Stack(out(Shape.STACK))) : Optional.empty();
        map = !shape.hasAny(lane, Unit.MAP, Unit.REQUEST) ? Optional.empty() : Optional.of(new Map(in(32), out(32),
                out(shape.line()), out(shape.line()), reg(32).noReset(), reg(32).noReset(), reg(32).noReset(),
                reg(shape.line()).noReset(), reg(shape.line()).noReset()));
    }

    @Override protected void logic() {
        section("OPERANDS: what is added to the base");
        var bias = let("bias", swapped.then(before(), Bits.of(4, 0)));
        executeOffset.next(offset);
        int width = packet.isEmpty() ? Shape.LINEAR : shape.frame();
        var biased = let("biased", offset.low(width).plus(bias.sext(width)));
        executeNear.next(biased.low(Shape.STACK));
        if (packet.isEmpty()) unused(biased.high(width - Shape.STACK));

        section("EXECUTE: sums");
        branchAddress.next(base.plus(executeOffset));
        branchNear.next(base.low(Shape.STACK).plus(executeNear));
        effectAddress.next(branchAddress);
        address.assign(effectAddress);
        if (stack.isEmpty()) unused(branchNear.high(Shape.STACK - 4));
        var branchSize = choice(Size.class,
                stack.isEmpty() && map.isEmpty() ? size.bits() : delay(size.bits(), OPERANDS.until(BRANCH, "size")));

        var checks = new ArrayList<Guarded>();
        packet.ifPresent(it -> {
            section("the packet");
            it.executeBase.next(it.head.plus(biased));
            it.branchWindow.next(base.low(width).plus(it.executeBase));
            it.window.assign(it.branchWindow);
            var executeLength = delay(it.length, OPERANDS.until(EXECUTE, "length")).zext(width + 1);
            var executeSize = choice(Size.class, delay(size.bits(), OPERANDS.until(EXECUTE, "packet_size")));
            var bytes = let("bytes", select(executeSize, s -> Bits.of(width + 1, s.bytes())));
            it.branchMost.next(executeLength.minus(bytes));
            it.branchLeast.next(
                    Bits.of(width + 1, 0).minus(delay(it.meta, OPERANDS.until(EXECUTE, "meta")).zext(width + 1)));
            var top = branchAddress.high(32 - width);
            var fits = branchAddress.low(width + 1).atLeastSigned(it.branchLeast)
                    .and(branchAddress.low(width + 1).atMostSigned(it.branchMost));
            checks.add(new Guarded(inBranch("is_packet", OpClass.LOAD_PACKET, OpClass.STORE_PACKET), let("in_packet",
                    top.all().or(top.any().not()).and(fits))));
        });
        stack.ifPresent(it -> {
            section("the stack");
            it.window.assign(branchNear);
            checks.add(new Guarded(inBranch("is_stack", OpClass.LOAD_STACK, OpClass.STORE_STACK), let("in_stack",
                    branchAddress.high(32 - Shape.STACK).any().not()
                            .and(fits("stack", branchAddress.low(Shape.STACK), branchSize)))));
        });
        map.ifPresent(it -> {
            section("map memory; an address with bit 31 belongs to the running context");
            it.executeOffset.next(offset.plus(it.cpuBase));
            it.branchPerCpu
                    .next(let("per_cpu", base.plus(it.executeOffset)).xor(Bits.of(32, 1L << CoreConfig.PER_CPU_BIT)));
            var physical = let("branch_physical",
                    branchAddress.bit(CoreConfig.PER_CPU_BIT).then(it.branchPerCpu, branchAddress));
            it.effectPhysical.next(physical);
            it.physical.assign(it.effectPhysical);
            var branchBias = delay(bias, OPERANDS.until(BRANCH, "bias"));
            var window = let("window", physical.low(shape.map()).plus(branchBias.sext(shape.map())));
            var later = Bits.concat(branchBias.bit(3).not(), branchBias.low(3));
            var eightLater = let("eight_later", physical.low(shape.map()).plus(later.zext(shape.map())));
            unused(window.low(4), eightLater.low(4));
            it.effectOddLine.next(window.high(shape.line()));
            it.effectEvenLine.next(eightLater.high(shape.line()));
            it.evenLine.assign(it.effectEvenLine);
            it.oddLine.assign(it.effectOddLine);
            var inRange = let("in_map", physical.high(32 - shape.map()).any().not()
                    .and(physical.bits(shape.map() - 1, 4).any())
                    .and(fitsMap(physical, branchSize)));
            checks.add(new Guarded(inBranch("is_map", OpClass.LOAD_MAP, OpClass.STORE_MAP), inRange));
            var low = branchAddress.low(3);
            var aligned = let("aligned", select(branchSize, s -> switch (s) {
                case B1 -> Bits.of(1, 1);
                case B2 -> low.bit(0).not();
                case B4 -> low.low(2).any().not();
                case B6, B8 -> low.any().not();
            }));
            checks.add(new Guarded(inBranch("is_whole", OpClass.ATOMIC, OpClass.ADD_MAP), inRange.and(aligned)));
        });

        section("BRANCH: whether it is in range");
        start.assign(packet.<Bits>map(it -> stack.isEmpty() && map.isEmpty() ? it.branchWindow.low(4)
                : inBranch("starts_in_packet", OpClass.LOAD_PACKET, OpClass.STORE_PACKET).then(it.branchWindow.low(4),
                        branchNear.low(4)))
                .orElse(branchNear.low(4)));
        if (packet.isPresent() && stack.isEmpty() && map.isEmpty()) unused(branchNear.low(4));
        var inRange = let("in_range", Bits.oneHot(checks));
        var matters = let("matters",
                delay(action.isOneOf(OpClass.STORE_PACKET, OpClass.STORE_STACK, OpClass.STORE_MAP,
                        OpClass.ADD_MAP, OpClass.ATOMIC)
                        .or(action.isOneOf(OpClass.LOAD_PACKET, OpClass.LOAD_STACK, OpClass.LOAD_MAP)
                                .and(nonFaulting.not())),
                        OPERANDS.until(BRANCH, "matters")));
        effectInside.next(inRange);
        effectFaulty.next(matters.and(inRange.not()));
        isInside.assign(effectInside);
        faulty.assign(effectFaulty);
    }

    private Bits inBranch(String name, OpClass... actions) {
        return delay(action.isOneOf(actions), OPERANDS.until(BRANCH, name));
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

    /// The same of the map memory, which has some pieces of a power of two bytes, or one.
    private Bits fitsMap(Bits physical, Choice<Size> size) {
        int bytes = shape.config().mapBytes();
        int piece = Shape.log2(bytes);
        var inPiece = fits("map", physical.low(piece), size);
        if (piece == shape.map()) return inPiece;
        var number = physical.bits(shape.map() - 1, piece);
        long last = (bytes >> piece) - 1;
        return number.below(last).or(number.is(last).and(inPiece));
    }

    private Reg frame() {
        return reg(shape.frame()).noReset();
    }

    private Reg signed() {
        return reg(shape.frame() + 1).noReset();
    }
}
