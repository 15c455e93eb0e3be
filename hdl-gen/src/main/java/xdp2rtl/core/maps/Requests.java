package xdp2rtl.core.maps;

import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.OPERANDS;

import java.util.List;
import java.util.Optional;
import xdp2rtl.core.part.Divider;
import xdp2rtl.core.part.Ports;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;

@Doc("What a lane asks for and gets later: the queues before the map unit and the divider, the units, and "
        + "the pushed pairs.")
public final class Requests extends Component {
    /// Bits of AUX that requests use.
    public static final int AUX = Field.AUX_KIND.width() + Field.AUX_FLAGS.width();

    /// The operation of the lane with requests.
    public record Operation(@Doc("OPERANDS") Choice<OpClass> action, In aux, In index, In wide, @Doc("EXECUTE") In b,
            @Doc("EFFECT") In a, In physical) {}

    /// What the operation in EFFECT is, and whether it comes into effect.
    public record Effect(Out asks, Out pushes, In makes, In pushed) {}

    /// An answer, and so the end of a request.
    public record Response(Out valid, Out context, Out value) {}

    /// The map unit's port of the map memory: a line is read, or one is written.
    public record Read(Out valid, Out line) {}

    /// A line that is written, with an enable for each byte.
    public record Line(Out valid, Out line, Out data, Out bytes) {}

    /// The bases of the contexts' own maps.
    public record Bases(Out context, In base) {}

    /// The host's writes of descriptors.
    public record Table(In write, In element, In data) {}

    /// What other cores have to know of a change of a hash map: a key is added, if it can be, or deleted.
    public record Room(Out asks, Out adds, Out map, In answered, In granted) {}

    private final Shape shape;

    /// The context in EFFECT.
    public final In effectContext = in(shape.context());
    /// The lane's side.
    public final Operation lane = new Operation(in(Shape.ACTION), in(AUX), in(Field.DST.width()), in(1), in(64),
            in(64), in(32));
    public final Effect effect = new Effect(out(1), out(1), in(1), in(1));
    /// The context's side.
    public final Response response = new Response(out(1), out(shape.context()), out(64));
    /// The side of the map memory, and what was read in the last cycle.
    public final Read memoryRead = new Read(out(1), out(shape.line()));
    public final Line memoryWrite = new Line(out(1), out(shape.line()), out(128), out(16));
    public final In lineRead = in(128);
    @Doc("the host waits for the port")
    public final In hostWaits = in(1);
    @Doc("an addition is written in this cycle, and neither of the two is made")
    public final In memoryTaken = in(1);
    /// The host's tables.
    public final Bases bases = new Bases(out(shape.context()), in(32));
    public final Table descriptor = new Table(in(1), in(4 + Shape.log2(CoreConfig.MAP_DESCRIPTORS)), in(32));

    @Doc("keys that several cores can add together")
    public final Optional<Room> room;

    final ArgumentMemory argumentMemory = use(new ArgumentMemory(shape));
    @Doc("the same, for keys that are hashed")
    final ArgumentMemory hashMemory = use(new ArgumentMemory(shape));
    final RequestFifo mapRequests = use(new RequestFifo("map_requests", new MapRequestFormat(shape).width(),
            shape.contexts()));
    final RequestFifo divideRequests = use(new RequestFifo("divide_requests", 131 + shape.context(),
            shape.contexts()));
    final MapUnit mapUnit = use(new MapUnit(shape));
    final Divider divider = use(new Divider(shape));

    /// For a core of this shape.
    public Requests(Shape shape) {
        this.shape = shape;
        super("requests");
        room = room(this, shape);
    }

    /// The port of a component, where there are several cores.
    public static Optional<Room> room(Component owner, Shape shape) {
        return shape.severalCores() ? Optional.of(new Room(owner.out(1), owner.out(1), owner.out(MapRequestFormat.MAP),
                owner.in(1), owner.in(1))) : Optional.empty();
    }

    @Override protected void logic() {
        section("what is asked");
        var isMap = delayReset(lane.action.is(OpClass.MAP_REQUEST), OPERANDS.until(EFFECT, "asks_map"));
        var isAtomic = delayReset(lane.action.is(OpClass.ATOMIC), OPERANDS.until(EFFECT, "asks_atomic"));
        var isDivide = delayReset(lane.action.is(OpClass.DIVIDE), OPERANDS.until(EFFECT, "asks_divider"));
        effect.asks.assign(isMap.or(isAtomic).or(isDivide));
        effect.pushes.assign(delayReset(lane.action.is(OpClass.PUSH), OPERANDS.until(EFFECT, "asks_push")));
        var low = lane.a;
        var high = delay(lane.b, EXECUTE.until(EFFECT, "b"));
        var aux = delay(lane.aux, OPERANDS.until(EFFECT, "aux"));
        var index = delay(lane.index, OPERANDS.until(EFFECT, "index"));
        var wide = delay(lane.wide, OPERANDS.until(EFFECT, "wide"));

        for (var memory : List.of(argumentMemory, hashMemory)) {
            memory.push.assign(effect.pushed.or(effect.makes.and(isMap)));
            memory.thisContext.assign(effectContext);
            memory.index.assign(isMap.not().repeat(Shape.PAIR).and(index.low(Shape.PAIR)));
            memory.pair.assign(Bits.concat(high, low));
        }
        var code = isAtomic.then(Shape.within(aux, Field.AUX_ATOMIC), Shape.within(aux, Field.AUX_KIND)
                .zext(MapRequestFormat.CODE));
        mapRequests.push.assign(effect.makes.and(isDivide.not()));
        mapRequests.request.assign(new MapRequestFormat(shape).pack(effectContext, isAtomic, code, wide,
                Shape.within(aux, Field.AUX_FLAGS), index, isAtomic.then(high, low),
                isAtomic.then(lane.physical.zext(64), high)));
        divideRequests.push.assign(effect.makes.and(isDivide));
        divideRequests.request.assign(Bits.concat(effectContext, Shape.within(aux, Field.AUX_KIND), wide, high,
                low));

        section("the units");
        mapUnit.valid.assign(mapRequests.valid);
        mapUnit.request.assign(mapRequests.first);
        mapRequests.pop.assign(mapUnit.pop);
        Ports.join(memoryRead, mapUnit.read);
        Ports.join(memoryWrite, mapUnit.written);
        mapUnit.lineRead.assign(lineRead);
        mapUnit.othersWait.assign(hostWaits);
        mapUnit.taken.assign(memoryTaken);
        argumentMemory.readContext.assign(mapUnit.pairContext);
        argumentMemory.readIndex.assign(mapUnit.pairIndex);
        mapUnit.pairRead.assign(argumentMemory.read);
        hashMemory.readContext.assign(mapUnit.hashContext);
        hashMemory.readIndex.assign(mapUnit.hashIndex);
        mapUnit.hashRead.assign(hashMemory.read);
        bases.context.assign(mapUnit.cpuContext);
        mapUnit.cpuBase.assign(bases.base);
        mapUnit.describe.assign(descriptor.write);
        mapUnit.describeMap.assign(descriptor.element.high(MapRequestFormat.MAP));
        mapUnit.describeWord.assign(descriptor.element.low(4));
        mapUnit.describeData.assign(descriptor.data);
        room.ifPresent(to -> Ports.join(to, mapUnit.room.orElseThrow()));
        divider.valid.assign(divideRequests.valid);
        divider.left.assign(divideRequests.first.low(64));
        divider.right.assign(divideRequests.first.bits(127, 64));
        divider.wide.assign(divideRequests.first.bit(128));
        divider.op.assign(choice(DivideOp.class, divideRequests.first.bits(130, 129)));
        divider.thisContext.assign(divideRequests.first.high(shape.context()));
        divideRequests.pop.assign(divider.pop);

        section("answers; the map unit's come first");
        divider.take.assign(mapUnit.respond.not());
        response.valid.assign(mapUnit.respond.or(divider.respond));
        response.context.assign(mapUnit.respond.then(mapUnit.respondContext, divider.respondContext));
        response.value.assign(mapUnit.respond.then(mapUnit.answer, divider.answer));
    }
}
