package xdp2rtl.core.maps;

import xdp2rtl.core.maps.Descriptors.Word;
import xdp2rtl.core.maps.MapState.Read;
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

/// The ports, registers and parts of the map unit; {@link MapUnitStates} says what its states do, {@link MapUnit} what
/// they do it with.
abstract class MapUnitParts extends Component {
    /// What an UPDATE demands of its key: the flags of bpf_map_update_elem.
    enum Flags { ANY, NO_EXIST, EXIST, BOTH }

    final Shape shape;
    final MapRequestFormat format;
    final Choice<MapOp> op;
    final Bits freeHead;
    final Bits unusedEntry;

    @Doc("the oldest request")
    final In valid = in(1);
    final In request = in(format.width());
    final Out pop = out(1);
    final Out respond = out(1);
    final Out respondContext = out(shape.context());
    final Out answer = out(64);

    @Doc("the unit's port of the map memory, for one of both")
    final Requests.Read read = new Requests.Read(out(1), out(shape.line()));
    final Requests.Line written = new Requests.Line(out(1), out(shape.line()), out(128), out(16));
    @Doc("what was read in the last cycle")
    final In lineRead = in(128);
    @Doc("an addition takes the port: a state that uses it waits")
    final In taken = in(1);

    @Doc("pushed pairs")
    final Out pairContext = out(shape.context());
    final Out pairIndex = out(Shape.PAIR);
    final In pairRead = in(128);

    @Doc("where each context's own maps begin")
    final Out cpuContext = out(shape.context());
    final In cpuBase = in(32);

    @Doc("the host's writes")
    final In describe = in(1);
    final In describeMap = in(MapRequestFormat.MAP);
    final In describeWord = in(4);
    final In describeData = in(32);

    @Doc("a line that was read, a cycle after it came")
    final Reg memory = reg(128).noReset();
    @Doc("the state waits; it has waited in the last cycle")
    final Wire held = wire(1);
    final Reg wasHeld = reg(1);
    final Choice<MapState> state = reg(MapState.class, MapState.IDLE);
    final Reg thisContext = reg(shape.context()).noReset();
    final Reg code = reg(MapRequestFormat.CODE).noReset();
    final Reg wide = reg(1).noReset();
    final Choice<Flags> flags = reg(Flags.class, Flags.ANY).noReset();
    final Reg map = reg(MapRequestFormat.MAP).noReset();
    final Reg low = reg(64).noReset();
    final Reg high = reg(64).noReset();
    @Doc("what was read from the pushed pairs two cycles ago")
    final Reg pair = reg(128).noReset();
    @Doc("the last access was to an odd word")
    final Reg odd = reg(1).noReset();
    final Reg hash = reg(32).noReset();
    @Doc("pair of the key")
    final Reg i = reg(Shape.PAIR).noReset();
    final Reg bucket = reg(shape.map()).noReset();
    final Reg link = reg(shape.map()).noReset();
    final Reg first = reg(32).noReset();
    @Doc("what is read is the first entry of its bucket")
    final Reg isFirst = reg(1).noReset();
    final Reg entry = reg(32).noReset();
    final Reg metaNext = reg(32).noReset();
    final Reg metaValue = reg(32).noReset();
    final Reg fresh = reg(32).noReset();
    final Reg freshValue = reg(32).noReset();
    final Reg freshNext = reg(32).noReset();
    @Doc("the value is written over the old one")
    final Reg inPlace = reg(1).noReset();
    final Reg bumped = reg(64).noReset();
    final Reg answered = reg(64).noReset();

    @Doc("low half of the word that was read")
    final Wire found = wire(32);
    @Doc("the word of the key's bucket")
    final Wire bucketAt = wire(shape.map());
    final Wire nextPair = wire(Shape.PAIR);
    final Wire keyEnds = wire(1);
    final Wire onePair = wire(1);
    @Doc("pair i of the entry's key and of the request's")
    final Wire same = wire(1);
    @Doc("bytes of an entry in front of its value")
    final Wire entryHeader = wire(32);
    @Doc("what an atomic operation replaces")
    final Wire old = wire(64);
    @Doc("line of the key's next pair")
    final Reg keyLine = reg(shape.line()).noReset();
    @Doc("where the context's spare entry is named")
    final Reg extraAt = reg(shape.map()).noReset();
    final MapWrite writer = use(new MapWrite(shape));
    final ValueWalk values = use(new ValueWalk(shape));
    final Descriptors descriptors = use(new Descriptors(shape));
    final KeyHashStep step = use(new KeyHashStep());
    final AtomicUnit atomic = use(new AtomicUnit());

    MapUnitParts(Shape shape) {
        this.shape = shape;
        this.format = new MapRequestFormat(shape);
        super("map_unit");
        op = choice(new EnumEncoding<>(MapOp.class, MapRequestFormat.CODE, MapOp::ordinal), code);
        freeHead = memory.bits(95, 64);
        unusedEntry = memory.low(32);
    }

    Bits word(Word word) {
        return descriptors.word(word);
    }

    /// The line of an address.
    Bits line(Bits address) {
        return address.bits(shape.map() - 1, 4);
    }
}
