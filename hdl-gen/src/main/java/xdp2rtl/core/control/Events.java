package xdp2rtl.core.control;

import java.util.stream.IntStream;
import xdp2rtl.core.part.ActionNumber;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.EventWord;
import xdp2rtl.linux.XdpAction;

@Doc("A record of every packet that ended with XDP_ABORTED or an unknown action, kept in order until the host takes "
        + "it.")
public final class Events extends Component {
    private static final int BITS = Shape.log2(CoreConfig.EVENTS);
    /// Bits of a record: cause, context, address; action; ifindex; length; number; cycles.
    private static final int RECORD = 3 + 6 + Shape.ADDRESS + 32 + 32 + 16 + 32 + 64;

    /// A packet that is reported.
    public record Outcome(In valid, In context, Choice<Cause> cause, In address, In r0, In ifindex, In length) {}

    /// What the host sees and does; `word` follows `index` a cycle later.
    public record Queue(Out count, Out lost, In pop, In index, Out word) {}

    /// What is reported; when; what the host takes.
    public final Outcome outcome =
            new Outcome(in(1), in(6), in(Cause.class), in(Shape.ADDRESS), in(64), in(32), in(16));
    public final In cycles = in(64);
    public final Queue queue = new Queue(out(BITS + 1), out(32), in(1), in(3), out(32));

    final Mem records = mem(RECORD, CoreConfig.EVENTS);
    final Reg head = reg(BITS + 1);
    final Reg tail = reg(BITS + 1);
    final Reg lostCount = reg(32);
    @Doc("packets reported")
    final Reg number = reg(32);
    final Reg wordRead = reg(32).noReset();

    /// Empty after reset.
    public Events() {
        super("events");
    }

    @Override protected void logic() {
        section("the record");
        var valid = delayReset(1, outcome.valid, "valid");
        var action = delay(1, outcome.r0.low(32), "action");
        unused(outcome.r0.high(32));
        var record = Bits.concat(cycles, number, delay(1, outcome.length, "length"),
                delay(1, outcome.ifindex, "ifindex"), action,
                delay(1, outcome.address, "address"), delay(1, outcome.context, "context"),
                delay(1, outcome.cause.bits(), "cause"));
        var exception = let("exception", valid.and(action.is(ActionNumber.of(XdpAction.ABORTED, action))
                .or(action.above(ActionNumber.of(XdpAction.REDIRECT, action)))));
        when(valid, () -> number.next(number.plus(1)));

        section("the queue");
        var used = let("used", tail.minus(head));
        var full = used.bit(BITS);
        when(exception.and(full.not()), () -> {
            records.write(tail.low(BITS), record);
            tail.next(tail.plus(1));
        });
        when(exception.and(full), () -> lostCount.next(lostCount.plus(1)));
        var holds = let("holds", used.any());
        when(queue.pop.and(holds), () -> head.next(head.plus(1)));
        queue.count.assign(used);
        queue.lost.assign(lostCount);

        section("the oldest record");
        var oldest = let("oldest", holds.repeat(RECORD).and(records.at(head.low(BITS))));
        var words = IntStream.range(0, 8)
                .mapToObj(i -> i < EventWord.count() ? word(EventWord.values()[i], oldest) : Bits.of(32, 0)).toList();
        wordRead.next(select(queue.index, words));
        queue.word.assign(wordRead);
    }

    private static Bits word(EventWord which, Bits record) {
        int from = 9 + Shape.ADDRESS;
        return switch (which) {
            case ORIGIN ->
                Bits.concat(record.bits(from - 1, 9).zext(16), record.bits(8, 3).zext(8), record.low(3).zext(8));
            case ACTION -> record.bits(from + 31, from);
            case IFINDEX -> record.bits(from + 63, from + 32);
            case LENGTH -> record.bits(from + 79, from + 64).zext(32);
            case NUMBER -> record.bits(from + 111, from + 80);
            case CYCLES_LOW -> record.bits(from + 143, from + 112);
            case CYCLES_HIGH -> record.high(32);
        };
    }
}
