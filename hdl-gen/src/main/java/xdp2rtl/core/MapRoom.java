package xdp2rtl.core;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.control.LowestSet;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;

@Doc("How many keys all cores together can still add to each hash map. A core asks before it adds one, and says when it "
        + "deletes one; the cores are served in turn, one in a cycle.")
final class MapRoom extends Component {
    private static final int MAP = Shape.log2(CoreConfig.MAP_DESCRIPTORS);

    private final Shape shape;

    /// One core's side.
    public record Core(@Doc("for a cycle, with the rest") In asks, @Doc("a key is added; else it is deleted") In adds,
            @Doc("stays until it is answered") In map, Out answered, Out granted) {}

    final List<Core> core;
    @Doc("the host's side")
    final In write = in(1);
    final In element = in(MAP);
    final In value = in(shape.map());
    final Out read = out(shape.map());

    final Mem room = mem(shape.map(), CoreConfig.MAP_DESCRIPTORS);
    final List<Reg> waits = regs(shape.config().cores(), 1);
    final List<Reg> adds = noReset(shape.config().cores());
    @Doc("the first core that waits behind the one that was served last, or among all others")
    final LowestSet behind = use(new LowestSet(shape.config().cores()));
    final LowestSet others = use(new LowestSet(shape.config().cores()));
    final Reg last = reg(shape.coreBits()).reset(shape.config().cores() - 1);
    final Reg served = reg(1);
    final Reg servedMap = reg(MAP).noReset();
    final Reg servedAdds = reg(1).noReset();
    final List<Reg> answers = regs(shape.config().cores(), 1);
    final Reg isGranted = reg(1).noReset();

    MapRoom(Shape shape) {
        this.shape = shape;
        super("map_room");
        core = IntStream.range(0, shape.config().cores())
                .mapToObj(_ -> new Core(in(1), in(1), in(MAP), out(1), out(1))).toList();
    }

    private List<Reg> noReset(int count) {
        return IntStream.range(0, count).mapToObj(_ -> reg(1).noReset()).toList();
    }

    @Override protected void logic() {
        section("who is served");
        int cores = core.size();
        var waiting = let("waiting", Bits.pack(waits));
        behind.of.assign(waiting.and(last.maskAbove(cores)));
        others.of.assign(waiting);
        var next = let("next", behind.any.then(behind.index, others.index));
        for (int i = 0; i < cores; i++) {
            var asks = core.get(i).asks();
            var leaves = others.any.and(next.is(i));
            waits.get(i).next(asks.or(waits.get(i).and(leaves.not())));
            when(asks, adds(i));
        }
        check("none_asks_twice", waiting.and(Bits.pack(core.stream().map(Core::asks).toList())).any().not());
        when(others.any, () -> last.next(next));
        served.next(others.any);
        servedMap.next(select(next, core.stream().map(Core::map).toList()));
        servedAdds.next(select(next, adds));

        section("what it is answered");
        var now = let("now", room.at(servedMap));
        var granted = let("may", servedAdds.not().or(now.any()));
        var counts = let("counts", served.and(granted));
        when(write.or(counts), () -> room.write(write.then(element, servedMap),
                write.then(value, servedAdds.then(now.minus(1), now.plus(1)))));
        check("the_host_writes_while_idle", write.not().or(served.not()));
        isGranted.next(granted);
        read.assign(room.at(element));
        for (int i = 0; i < cores; i++) {
            answers.get(i).next(served.and(last.is(i)));
            core.get(i).answered().assign(answers.get(i));
            core.get(i).granted().assign(isGranted);
        }
    }

    private Runnable adds(int i) {
        return () -> adds.get(i).next(core.get(i).adds());
    }
}
