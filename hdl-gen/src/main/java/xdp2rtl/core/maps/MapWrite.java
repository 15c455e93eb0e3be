package xdp2rtl.core.maps;

import java.util.EnumMap;
import xdp2rtl.core.maps.MapState.Amount;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("The writes of a change of a map: what a state writes is taken at its end and made in the next cycle.")
final class MapWrite extends Component {
    private final Shape shape;

    @Doc("all stands still")
    final In held = in(1);
    final Choice<MapState> state = in(MapState.class);
    @Doc("ZERO has come to the copy of the context that asks")
    final In ownCopy = in(1);
    final In link = in(shape.map());
    final In allocation = in(shape.map());
    final In extra = in(shape.map());
    final In keyLine = in(shape.line());
    final In value = in(shape.map());
    final In follower = in(32);
    final In entry = in(32);
    final In fresh = in(32);
    final In freshMeta = in(64);
    final In bumped = in(64);
    final In memory = in(128);
    final In pair = in(128);
    final Requests.Line made = new Requests.Line(out(1), out(shape.line()), out(128), out(16));

    final Choice<Amount> amount = wire(Amount.class);
    final Reg valid = reg(1);
    final Reg lineNow = reg(shape.line()).noReset();
    final Reg dataNow = reg(128).noReset();
    final Reg bytesNow = reg(16).noReset();

    MapWrite(Shape shape) {
        this.shape = shape;
        super("map_write");
    }

    @Override protected void logic() {
        keepWhile(held);
        var amounts = new EnumMap<Amount, Bits>(Amount.class);
        for (var each : Amount.values()) amounts.put(each, amount.encoding().of(each));
        var copy = let("zeroed", ownCopy.then(amounts.get(Amount.NOTHING), amounts.get(Amount.LINE)));
        amount.assign(choice(Amount.class, let("how_much",
                select(state, s -> s == MapState.ZERO ? copy : amounts.get(s.what().amount())))));
        valid.next(amount.isNot(Amount.NOTHING));
        made.valid().assign(valid);
        made.line().assign(lineNow);
        made.data().assign(dataNow);
        made.bytes().assign(bytesNow);
        place();
        data();
        unused(memory.high(32), memory.bits(63, 32));
    }

    private void place() {
        section("where");
        int bits = shape.map();
        var entryAt = entry.low(bits);
        var freshAt = fresh.low(bits);
        var headAt = Bits.concat(allocation.high(shape.line()), Bits.of(4, 8));
        var keyAt = Bits.concat(keyLine, Bits.of(4, 0));
        var address = let("address", select(state, s -> switch (s.place()) {
            case LINK -> link;
            case ENTRY -> entryAt;
            case STATE -> allocation;
            case FREE_HEAD -> headAt;
            case EXTRA -> extra;
            case FRESH -> freshAt;
            case KEY -> keyAt;
            case VALUE, NONE -> value;
        }));
        lineNow.next(address.high(shape.line()));
        var odd = address.bit(3);
        var ofWord = Bits.concat(odd.repeat(8), odd.not().repeat(8));
        bytesNow.next(select(amount, a -> switch (a) {
            case NOTHING -> Bits.of(16, 0);
            case LOW_HALF -> Bits.concat(Bits.of(4, 0), odd.repeat(4), Bits.of(4, 0), odd.not().repeat(4));
            case WORD -> ofWord;
            case LINE -> Bits.ones(16);
        }));
        unused(address.low(3));
    }

    private void data() {
        section("what");
        var freeHead = memory.bits(95, 64);
        var nextFree = memory.low(32);
        var half = let("half", select(state, s -> switch (s.what()) {
            case FOLLOWER -> follower;
            case FREE_HEAD -> freeHead;
            case NEXT_FREE -> nextFree;
            case FRESH -> fresh;
            case ENTRY, NOTHING, BUMPED, FRESH_META, PAIR, ZEROS -> entry;
        }));
        var zeros = Bits.of(128, 0);
        var whole = let("whole", select(state, s -> switch (s.what()) {
            case ZEROS -> zeros;
            case PAIR, NOTHING, FOLLOWER, FREE_HEAD, ENTRY, NEXT_FREE, FRESH, BUMPED, FRESH_META ->
                pair;
        }));
        var word = let("word", state.is(MapState.BUMP).then(bumped, freshMeta));
        dataNow.next(select(amount, a -> switch (a) {
            case NOTHING, LOW_HALF -> half.zext(64).repeat(2);
            case WORD -> word.repeat(2);
            case LINE -> whole;
        }));
    }
}
