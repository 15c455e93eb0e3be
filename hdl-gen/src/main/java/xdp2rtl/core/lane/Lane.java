package xdp2rtl.core.lane;

import static xdp2rtl.core.part.Stage.BRANCH;
import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.NEXT_ISSUE;
import static xdp2rtl.core.part.Stage.OPERANDS;
import static xdp2rtl.core.part.Stage.WRITE_BACK;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import xdp2rtl.core.part.Shape;
import xdp2rtl.core.part.WordJoin;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Unit;

@Doc("One lane, from its slot in DECODE to its result in WRITE_BACK. What belongs to all lanes (memories, contexts, "
        + "requests) is outside.")
public final class Lane extends Component {
    /// The words of a load's window.
    public record Words(In even, In odd) {}

    /// What a lane with stores gives in EFFECT.
    public record Store(Out data, Out even, Out odd, Out first, Out second) {}

    /// What the trace needs to know of a store, in EFFECT.
    public record StoreTrace(Out size, Out swapped) {}

    /// What a request needs besides its operands, in OPERANDS.
    public record Request(@Doc("OPERANDS: the pair or the map that is named") Out index, Out wide) {}

    /// The borders of the context's packet, in OPERANDS.
    public record Borders(In head, In length, In meta) {}

    /// Where map accesses go, in EFFECT.
    public record MapPlace(@Doc("OPERANDS: where the context's own maps begin") In cpuBase, Out physical, Out evenLine,
            Out oddLine) {}

    private final Shape shape;

    @Doc("DECODE")
    public final In slot = in(Field.SLOT_BITS);
    public final In valid = in(1);
    public final In length = in(Shape.LINEAR);
    @Doc("DECODE: the context's RESULT")
    public final In result = in(64);
    @Doc("OPERANDS: a word of each bank")
    public final List<In> aWord;
    public final List<In> bWord;
    public final Optional<Borders> borders;

    @Doc("DECODE: the bank that holds an operand, if one does")
    public final List<Out> aBank;
    public final List<Out> bBank;
    @Doc("OPERANDS: what the operation is")
    public final Choice<OpClass> action = out(Shape.ACTION);
    public final Out aux = out(Field.AUX.width());
    @Doc("EXECUTE")
    public final Out a = out(64);
    public final Out b = out(64);
    @Doc("BRANCH: a branch is taken; a jump or exit counts if no branch is")
    public final Out taken = out(1);
    public final Out goes = out(1);
    @Doc("BRANCH, for packet and stack: the window of the access")
    public final Optional<Out> packetWindow;
    public final Optional<Out> stackWindow;
    public final Optional<MapPlace> map;
    @Doc("EFFECT")
    public final Optional<Store> store;
    public final Optional<StoreTrace> storeTrace;
    public final Optional<Out> address;
    public final Optional<Out> inRange;
    public final Optional<Out> faulty;
    @Doc("EFFECT + 1: words that were read")
    public final Optional<Words> packetWords;
    public final Optional<Words> stackWords;
    public final Optional<Words> mapWords;
    @Doc("WRITE_BACK: the answer of a GET or ADJUST, else 0")
    public final Optional<In> contextAnswer;
    public final Optional<Request> request;
    @Doc("WRITE_BACK")
    public final Out write = out(1);
    public final Out index = out(Field.DST.width());
    public final Out value = out(64);

    final Decoder decoder;
    @Doc("RESULT where operand a is that, else 0")
    final Reg operandsResult = reg(64);
    final WordJoin selectA;
    final WordJoin selectB;
    final Alu alu = use(new Alu());
    final Comparator comparator = use(new Comparator());
    final Optional<Multiplier> multiplier;
    final Optional<Folder> folder;
    final Optional<AddressUnit> addresses;
    final Optional<StoreAligner> storeAligner;
    final Optional<LoadAligner> packetAligner;
    final Optional<LoadAligner> stackAligner;
    final Optional<LoadAligner> mapAligner;

    /// The lane of this number, with the units that it has in a core of this shape.
    public Lane(Shape shape, int lane) {
        this.shape = shape;
        super("lane_" + lane);
        boolean packet = shape.hasAny(lane, Unit.PACKET_LOAD, Unit.PACKET_STORE);
        boolean stack = shape.has(lane, Unit.STACK);
        boolean maps = shape.hasAny(lane, Unit.MAP, Unit.REQUEST);
        boolean stores = shape.hasAny(lane, Unit.PACKET_STORE, Unit.STACK, Unit.MAP);
        boolean memory = packet || stack || maps;
        boolean trace = shape.config().trace() && stores;
        aBank = outs(shape.lanes(), 1);
        bBank = outs(shape.lanes(), 1);
        aWord = ins(shape.lanes(), 64);
        bWord = ins(shape.lanes(), 64);
        borders = when(packet, () -> new Borders(in(shape.frame()), in(shape.frame()), in(Shape.META)));
        packetWindow = when(packet, () -> out(shape.frame()));
        stackWindow = when(stack, () -> out(Shape.STACK));
        map = when(maps, () -> new MapPlace(in(32), out(32), out(shape.line()), out(shape.line())));
        store = when(stores, () -> new Store(out(64), out(8), out(8), out(8), out(8)));
        storeTrace = when(trace, () -> new StoreTrace(out(3), out(1)));
        address = when(trace, () -> out(32));
        inRange = when(memory, () -> out(1));
        faulty = when(memory, () -> out(1));
        packetWords = words(shape.has(lane, Unit.PACKET_LOAD));
        stackWords = words(stack);
        mapWords = words(shape.has(lane, Unit.MAP));
        contextAnswer = when(shape.has(lane, Unit.CONTEXT), () -> in(64));
        request = when(shape.has(lane, Unit.REQUEST), () -> new Request(out(Field.DST.width()), out(1)));
        decoder = use(new Decoder(shape, lane));
        selectA = use(new WordJoin(shape.lanes() + 2));
        selectB = use(new WordJoin(shape.lanes() + 1));
        multiplier = when(shape.has(lane, Unit.MULTIPLY), () -> use(new Multiplier()));
        folder = when(shape.has(lane, Unit.FOLD), () -> use(new Folder()));
        addresses = when(memory, () -> use(new AddressUnit(shape, lane)));
        storeAligner = when(stores, () -> use(new StoreAligner()));
        packetAligner = packetWords.map(_ -> use(new LoadAligner(true)));
        stackAligner = stackWords.map(_ -> use(new LoadAligner(true)));
        mapAligner = mapWords.map(_ -> use(new LoadAligner(false)));
    }

    @Override protected void logic() {
        section("DECODE");
        decoder.slot.assign(slot);
        decoder.valid.assign(valid);
        decoder.length.assign(length);
        for (int i = 0; i < shape.lanes(); i++) {
            aBank.get(i).assign(decoder.aBank.get(i));
            bBank.get(i).assign(decoder.bBank.get(i));
        }
        action.assign(decoder.action);
        aux.assign(decoder.aux);
        request.ifPresent(it -> {
            it.index.assign(decoder.index);
            it.wide.assign(decoder.wide);
        });

        section("OPERANDS");
        operand(selectA, aWord, decoder.aConstant);
        operandsResult.noReset().next(decoder.aResult.then(result, 0));
        selectA.word.getLast().assign(operandsResult);
        operand(selectB, bWord, decoder.bConstant);
        a.assign(selectA.joined);
        b.assign(selectB.joined);

        section("EXECUTE");
        var executeWide = delay(decoder.wide, OPERANDS.until(EXECUTE, "wide"));
        var executeCondition = delay(decoder.condition, OPERANDS.until(EXECUTE, "condition"));
        alu.computes.assign(inExecute("is_alu", OpClass.ALU));
        alu.choose.assign(inExecute("is_choose", OpClass.CHOOSE));
        var executeOp =
                choice(AluOp.class, delay(decoder.aux.low(Field.AUX_ALU.width()), OPERANDS.until(EXECUTE, "alu_op")));
        alu.op.assign(executeOp);
        alu.wide.assign(executeWide);
        alu.a.assign(a);
        alu.b.assign(b);
        alu.otherwise.assign(delay(decoder.offset, OPERANDS.until(EXECUTE, "otherwise")));
        comparator.condition.assign(choice(Cond.class, executeCondition));
        comparator.wide.assign(executeWide);
        comparator.a.assign(a);
        comparator.b.assign(b);
        multiplier.ifPresent(it -> {
            it.multiply.assign(inExecute("is_multiply", OpClass.MULTIPLY));
            it.wide.assign(executeWide);
            it.a.assign(a);
            it.b.assign(b);
        });
        folder.ifPresent(it -> {
            it.folds.assign(inExecute("is_fold", OpClass.FOLD));
            it.inverts.assign(executeOp.is(AluOp.NFOLD));
            it.a.assign(a);
            it.b.assign(b);
        });

        section("BRANCH");
        taken.assign(delay(inExecute("is_branch", OpClass.BRANCH), EXECUTE.until(BRANCH, "is_branch"))
                .and(comparator.holds));
        goes.assign(delay(inExecute("leaves", OpClass.JUMP, OpClass.EXIT), EXECUTE.until(BRANCH, "leaves")));

        addresses.ifPresentOrElse(this::memory, () -> unused(decoder.size.bits(), decoder.swapped));

        section("WRITE_BACK");
        var branchCompares = delay(inExecute("is_compare", OpClass.COMPARE), EXECUTE.until(BRANCH, "is_compare"));
        var truth = delay(let("truth", branchCompares.and(comparator.holds)), BRANCH.until(WRITE_BACK, "truth"));
        var results = new ArrayList<Bits>(List.of(alu.result, truth.zext(64)));
        multiplier.ifPresent(it -> results.add(it.result));
        folder.ifPresent(it -> results.add(it.result.zext(64)));
        packetAligner.ifPresent(it -> results.add(it.value));
        stackAligner.ifPresent(it -> results.add(it.value));
        if (shape.late() == 0) mapAligner.ifPresent(it -> results.add(it.value));
        contextAnswer.ifPresent(results::add);
        var early = delay(shape.late(), results.stream().reduce(Bits::or).orElseThrow(), "early_value");
        value.assign(shape.late() == 0 ? early : mapAligner.map(it -> early.or(it.value)).orElse(early));
        write.assign(
                delayReset(shape.late(), delayReset(decoder.writes, OPERANDS.until(WRITE_BACK, "writes")), "write"));
        index.assign(delay(shape.late(), delay(decoder.index, OPERANDS.until(WRITE_BACK, "index")), "index"));
    }

    private void operand(WordJoin select, List<In> words, Bits constant) {
        for (int i = 0; i < shape.lanes(); i++) select.word.get(i).assign(words.get(i));
        select.word.get(shape.lanes()).assign(constant.sext(64));
    }

    private void memory(AddressUnit unit) {
        section("memory");
        unit.action.assign(decoder.action);
        unit.size.assign(decoder.size);
        unit.swapped.assign(decoder.swapped);
        unit.nonFaulting.assign(Shape.within(decoder.aux, Field.AUX_NON_FAULTING));
        unit.offset.assign(decoder.offset);
        unit.base.assign(a.low(32));
        unit.packet.ifPresent(it -> {
            it.head().assign(borders.orElseThrow().head);
            it.length().assign(borders.orElseThrow().length);
            it.meta().assign(borders.orElseThrow().meta);
            packetWindow.orElseThrow().assign(it.window());
        });
        unit.stack.ifPresent(it -> stackWindow.orElseThrow().assign(it.window()));
        unit.map.ifPresent(it -> {
            it.cpuBase().assign(map.orElseThrow().cpuBase);
            map.orElseThrow().physical.assign(it.physical());
            map.orElseThrow().evenLine.assign(it.evenLine());
            map.orElseThrow().oddLine.assign(it.oddLine());
        });
        inRange.orElseThrow().assign(unit.isInside);
        faulty.orElseThrow().assign(unit.faulty);
        address.ifPresentOrElse(it -> it.assign(unit.address), () -> unused(unit.address));
        boolean loads = packetAligner.isPresent() || stackAligner.isPresent() || mapAligner.isPresent();
        if (!loads && storeAligner.isEmpty()) {
            unused(unit.start);
            return;
        }
        var executeSize = delay(decoder.size.bits(), OPERANDS.until(EXECUTE, "size"));
        var executeSwapped = delay(decoder.swapped, OPERANDS.until(EXECUTE, "swapped"));
        storeAligner.ifPresent(it -> {
            it.size.assign(choice(Size.class, executeSize));
            it.swapped.assign(executeSwapped);
            it.value.assign(b);
            it.start.assign(unit.start);
            var out = store.orElseThrow();
            out.data.assign(it.data);
            out.even.assign(it.even);
            out.odd.assign(it.odd);
            out.first.assign(it.first);
            out.second.assign(it.second);
        });
        storeTrace.ifPresent(it -> {
            it.size.assign(delay(executeSize, EXECUTE.until(EFFECT, "traced_size")));
            it.swapped.assign(delay(executeSwapped, EXECUTE.until(EFFECT, "traced_swapped")));
        });
        if (!loads) return;
        var nextIssueInside = delay(unit.isInside, EFFECT.until(NEXT_ISSUE, "inside"));
        var effectStart = delay(unit.start, BRANCH.until(EFFECT, "start"));
        var nextIssueSize = choice(Size.class, delay(executeSize, EXECUTE.until(NEXT_ISSUE, "size")));
        var nextIssueSwapped = delay(executeSwapped, EXECUTE.until(NEXT_ISSUE, "swapped"));
        var nextIssueSigned = delay(Shape.within(decoder.aux, Field.AUX_SIGNED), OPERANDS.until(NEXT_ISSUE, "signed"));
        load(packetAligner, packetWords, "load_packet", OpClass.LOAD_PACKET, nextIssueInside, effectStart,
                nextIssueSize, nextIssueSwapped, nextIssueSigned);
        load(stackAligner, stackWords, "load_stack", OpClass.LOAD_STACK, nextIssueInside, effectStart, nextIssueSize,
                nextIssueSwapped, nextIssueSigned);
        if (mapAligner.isEmpty()) return;
        int late = shape.late();
        load(mapAligner, mapWords, "load_map", OpClass.LOAD_MAP, delay(late, nextIssueInside, "map_inside"),
                delay(late, effectStart, "map_start"),
                choice(Size.class, delay(late, nextIssueSize.bits(), "map_size")),
                delay(late, nextIssueSwapped, "map_swapped"), delay(late, nextIssueSigned, "map_signed"));
    }

    private void load(Optional<LoadAligner> aligner, Optional<Words> words, String name, OpClass action,
            Bits nextIssueInside,
            Bits effectStart,
            Choice<Size> nextIssueSize, Bits nextIssueSwapped, Bits nextIssueSigned) {
        aligner.ifPresent(it -> {
            var is = delay(decoder.action.is(action), OPERANDS.until(NEXT_ISSUE, name));
            it.valid.assign(nextIssueInside
                    .and(action == OpClass.LOAD_MAP ? delay(shape.late(), is, "late_" + name) : is));
            it.start.assign(effectStart);
            it.even.assign(words.orElseThrow().even);
            it.odd.assign(words.orElseThrow().odd);
            it.size.assign(nextIssueSize);
            it.extendsSign.assign(nextIssueSigned);
            it.swapped.assign(nextIssueSwapped);
        });
    }

    private Bits inExecute(String name, OpClass... actions) {
        return delayReset(decoder.action.isOneOf(actions), OPERANDS.until(EXECUTE, name));
    }

    private Optional<Words> words(boolean has) {
        return when(has, () -> new Words(in(64), in(64)));
    }

    private static <T> Optional<T> when(boolean has, Supplier<T> value) {
        return has ? Optional.of(value.get()) : Optional.empty();
    }
}
