package xdp2rtl.core.maps;

import static xdp2rtl.core.maps.MapState.*;

import xdp2rtl.core.maps.MapState.Read;
import xdp2rtl.core.part.Ports;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.MapOp;

@Doc("Makes a change of a hash map once its walk has found the key, or has not: a state in each cycle.")
final class MapChange extends MapChangeStates {
    MapChange(Shape shape) {
        super(shape);
    }

    @Override protected void logic() {
        keepWhile(held);
        idle.assign(state.is(IDLE));
        owner.assign(thisContext);
        map.assign(thisMap);
        follow();
        reads();
        writes();
        entry();
        states();
        await();
        room.ifPresentOrElse(this::asks, () -> unused(counted));
    }

    private void reads() {
        section("what this state reads");
        found.assign(odd.then(memory.bits(95, 64), memory.low(32)));
        extraAt.next(extras.plus(Bits.concat(thisContext, Bits.of(3, 0)).zext(shape.map())));
        var freshLine = line(fresh);
        var extraLine = line(extraAt);
        var stateLine = line(allocation);
        read.line().assign(select(state, s -> switch (s.read()) {
            case STATE -> stateLine;
            case EXTRA -> extraLine;
            case FRESH, NONE -> freshLine;
        }));
        var yes = Bits.of(1, 1);
        var no = Bits.of(1, 0);
        read.valid().assign(select(state, s -> s.read() == Read.NONE ? no : yes));
    }

    private void asks(Requests.Room to) {
        section("what all cores count");
        to.asks().assign(counted.and(state.is(HIT).and(op.is(MapOp.DELETE)).or(state.is(MISS).and(isAbsent().not()))));
        to.adds().assign(state.is(MISS));
        to.map().assign(thisMap);
        check("asks_once", to.asks().and(held).not());
    }

    private void writes() {
        section("what the last state has written");
        Ports.join(written, writer.made);
        writer.held.assign(held);
        writer.state.assign(state);
        writer.ownCopy.assign(values.ownCopy);
        writer.link.assign(link);
        writer.allocation.assign(allocation);
        writer.extra.assign(extraAt);
        writer.keyLine.assign(keyLine);
        writer.value.assign(values.address);
        writer.follower.assign(metaNext);
        writer.entry.assign(Bits.concat(entry, Bits.of(4, 0)).zext(32));
        writer.fresh.assign(fresh);
        writer.freshMeta.assign(Bits.concat(freshValue, freshNext));
        writer.bumped.assign(bumped);
        writer.memory.assign(memory);
        writer.pair.assign(pair);
    }

    private void entry() {
        section("an entry: its key pair by pair, and its value");
        nextPair.assign(i.plus(1));
        keyEnds.assign(nextPair.is(keyPairs));
        var ofValue = let("of_value", keyPairs.plus(values.pair));
        pairIndex.assign(state.is(VALUE_READ).then(ofValue, i));
        entryHeader.assign(Bits.concat(keyPairs.zext(Shape.PAIR + 1).plus(1), Bits.of(4, 0)).zext(32));
        values.held.assign(held);
        values.state.assign(state);
        values.owner.assign(thisContext);
        values.value.assign(freshValue);
        values.pairs.assign(valuePairs);
        values.cpuBase.assign(cpuBase);
        cpuContext.assign(values.cpuContext);
    }
}
