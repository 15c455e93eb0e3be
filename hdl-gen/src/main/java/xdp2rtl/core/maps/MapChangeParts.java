package xdp2rtl.core.maps;

import java.util.Optional;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.EnumEncoding;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.hdl.Wire;
import xdp2rtl.isa.MapOp;

/// The ports, registers and parts of what changes maps; {@link MapChangeStates} says what its states do, {@link
/// MapChange} what they do it with.
abstract class MapChangeParts extends Component {
    /// What an UPDATE demands of its key: the flags of bpf_map_update_elem.
    enum Flags { ANY, NO_EXIST, EXIST, BOTH }

    /// The request that enters the walk.
    record Request(In context, In code, In flags, In map, In at) {}

    /// What stands at DECIDE, whether it is a change that ends so, and whether its key was found.
    record Seen(In valid, Choice<WalkStep> step, In entry, In word, In ends, In found) {}

    static final EnumEncoding<MapOp> OPS = new EnumEncoding<>(MapOp.class, MapRequestFormat.CODE, MapOp::ordinal);

    final Shape shape;
    final Bits freeHead;
    final Bits unusedEntry;

    @Doc("all stands still")
    final In held = in(1);
    @Doc("a request enters the walk")
    final In entered = in(1);
    final Request asked = new Request(in(shape.context()), in(MapRequestFormat.CODE), in(2), in(MapRequestFormat.MAP),
            in(shape.map()));
    final In askedPerCpu = in(1);
    final In askedPairs = in(Shape.PAIR);
    @Doc("what stands at DECIDE")
    final Seen seen = new Seen(in(1), in(WalkStep.class), in(shape.line()), in(32), in(1), in(1));
    @Doc("no change is made")
    final Out idle = out(1);
    final Out responds = out(1);
    final Out owner = out(shape.context());
    final Out answer = out(64);

    @Doc("the port of the map memory, for one of both")
    final Requests.Read read = new Requests.Read(out(1), out(shape.line()));
    final Requests.Line written = new Requests.Line(out(1), out(shape.line()), out(128), out(16));
    @Doc("what was read two steps ago")
    final In memory = in(128);

    @Doc("pushed pairs; the pair is from two cycles ago")
    final Out pairIndex = out(Shape.PAIR);
    final In pair = in(128);

    @Doc("where each context's own maps begin")
    final Out cpuContext = out(shape.context());
    final In cpuBase = in(32);

    @Doc("what is known of the map")
    final Out map = out(MapRequestFormat.MAP);
    final In valuePairs = in(Shape.PAIR);
    final In allocation = in(shape.map());
    final In entryLimit = in(32);
    final In entryStride = in(32);
    final In valueStride = in(32);
    final In extras = in(shape.map());
    final In counted = in(1);
    @Doc("keys that several cores can add together")
    final Optional<Requests.Room> room;

    final Choice<MapState> state = reg(MapState.class, MapState.IDLE);
    final Reg thisContext = reg(shape.context()).noReset();
    final Choice<MapOp> op = reg(OPS, MapOp.LOOKUP).noReset();
    final Choice<Flags> flags = reg(Flags.class, Flags.ANY).noReset();
    final Reg thisMap = reg(MapRequestFormat.MAP).noReset();
    final Reg perCpu = reg(1).noReset();
    final Reg keyPairs = reg(Shape.PAIR).noReset();
    @Doc("the last access was to an odd word")
    final Reg odd = reg(1).noReset();
    @Doc("pair of the key")
    final Reg i = reg(Shape.PAIR).noReset();
    final Reg bucket = reg(shape.map()).noReset();
    final Reg link = reg(shape.map()).noReset();
    final Reg first = reg(32).noReset();
    final Reg entry = reg(shape.line()).noReset();
    final Reg metaNext = reg(32).noReset();
    final Reg metaValue = reg(32).noReset();
    final Reg fresh = reg(32).noReset();
    final Reg freshValue = reg(32).noReset();
    final Reg freshNext = reg(32).noReset();
    @Doc("the value is written over the old one")
    final Reg inPlace = reg(1).noReset();
    final Reg bumped = reg(64).noReset();

    @Doc("low half of the word that was read")
    final Wire found = wire(32);
    @Doc("cycles until the line comes, where it does not in the next one")
    final Optional<Reg> missing;
    final Wire nextPair = wire(Shape.PAIR);
    final Wire keyEnds = wire(1);
    @Doc("bytes of an entry in front of its value")
    final Wire entryHeader = wire(32);
    @Doc("line of the key's next pair")
    final Reg keyLine = reg(shape.line()).noReset();
    @Doc("where the context's spare entry is named")
    final Reg extraAt = reg(shape.map()).noReset();
    final MapWrite writer = use(new MapWrite(shape));
    final ValueWalk values = use(new ValueWalk(shape));

    MapChangeParts(Shape shape) {
        this.shape = shape;
        super("map_change");
        room = Requests.room(this, shape);
        missing = shape.late() == 0 ? Optional.empty() : Optional.of(reg(bitsFor(shape.late())).noReset());
        freeHead = memory.bits(95, 64);
        unusedEntry = memory.low(32);
    }

    /// The line of an address.
    Bits line(Bits address) {
        return address.bits(shape.map() - 1, 4);
    }
}
