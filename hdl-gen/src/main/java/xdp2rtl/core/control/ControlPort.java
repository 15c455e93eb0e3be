package xdp2rtl.core.control;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Field;

@Doc("The registers of ControlRegister, one access at a time. A read takes its value a few cycles after its address, "
        + "so that memories can answer.")
public final class ControlPort extends Component {
    enum State { IDLE, WRITE, READ, WRITTEN, ANSWER }

    private final Shape shape;

    /// AXI4-Lite.
    public record Axil(@Doc("AXI4-Lite: the control registers") In awaddr, In awvalid, Out awready,
            In wdata, In wstrb, In wvalid, Out wready, Out bresp, Out bvalid, In bready,
            In araddr, In arvalid, Out arready, Out rdata, Out rresp, Out rvalid, In rready) {}

    /// Host access to the program memory. The slot at `row` and `lane` is read while the core is idle.
    public record Program(Out length, Out base, Out row, Out lane, Out write, Out slot, In read) {}

    /// Host access to the map memory: a line of both banks. What is read comes {@link Shape#latency} + 1 cycles after its
    /// line.
    public record Map(Out valid, Out line, Out data, Out bytes, In granted, In read) {}

    /// A write to an array of registers: element and value.
    public record Table(Out write, Out element, Out data) {}

    /// What programs see of time and random numbers.
    public record Freeze(Out time, Out frozenTime, Out random, Out frozenRandom) {}

    /// Counts for the host; the total can be taken once it is settled.
    public record Counts(In cycles, In total, In settled, In occupants, In most, Out index, In action, In cause) {}

    /// The event queue; the word is a cycle later than its index.
    public record Events(In count, In lost, Out pop, Out index, In word) {}

    /// The host's side.
    public final Axil axil =
            new Axil(in(ADDRESS_BITS), in(1), out(1), in(32), in(4), in(1), out(1), out(2), out(1), in(1),
                    in(ADDRESS_BITS), in(1), out(1), out(32), out(2), out(1), in(1));
    /// No packet is in the core.
    public final In idle = in(1);
    /// The bits of CONTROL, and SLOT_LIMIT.
    public final Out run = out(1);
    public final Out sequential = out(1);
    public final Out emitAll = out(1);
    public final Out slotLimit = out(32);
    @Doc("the program takes packets in fragments")
    public final Optional<Out> fragments = shape.hasFragments() ? Optional.of(out(1)) : Optional.empty();
    /// The core's side.
    public final Program program = new Program(out(13), out(Shape.ADDRESS), out(Shape.ADDRESS), out(3), out(1),
            out(Field.SLOT_BITS), in(Field.SLOT_BITS));
    public final Map map = new Map(out(1), out(shape.line()), out(128), out(16), in(1), in(128));
    public final Table cpuBase = new Table(out(1), out(6), out(32));
    public final Table descriptor = new Table(out(1), out(9), out(32));
    public final Freeze freeze = new Freeze(out(1), out(64), out(1), out(32));
    public final Counts counts = new Counts(in(64), in(64), in(1), in(16), in(16), out(3), in(32), in(32));

    public final Events events = new Events(in(Shape.log2(CoreConfig.EVENTS) + 1), in(32), out(1), out(3), in(32));

    final Choice<State> state = reg(State.class, State.IDLE);
    final Reg address = reg(ADDRESS_BITS).noReset();
    final Reg data = reg(32).noReset();
    final Reg wholeWord = reg(1).noReset();
    @Doc("cycles that a read has taken")
    final Reg step = reg(bitsFor(shape.latency() + 2L)).noReset();
    final Reg answer = reg(32).noReset();
    final Reg refused = reg(1).noReset();
    final Reg control = reg(3);
    final Reg loadedRows = reg(13);
    final Optional<Reg> takesFragments = shape.hasFragments() ? Optional.of(reg(1)) : Optional.empty();
    final Reg limit = reg(32);
    final Reg base = reg(Shape.ADDRESS);
    final Reg row = reg(Shape.ADDRESS);
    final Reg lane = reg(3);
    final Reg slotLow = reg(32);
    final Reg slotMiddle = reg(32);
    final Reg mapAddress = reg(32);
    final Reg mapLow = reg(32);
    final Reg mapHigh = reg(32);
    final Reg frozen = reg(2);
    final Reg timeLow = reg(32);
    final Reg timeHigh = reg(32);
    final Reg random = reg(32);
    @Doc("of the count that was read last")
    final Reg countHigh = reg(32);
    final Reg tag = reg(32);
    @Doc("the map memory is being zeroed, up to this line")
    final Reg clearing = reg(1);
    final Reg clearLine = reg(shape.line());

    /// For a core of this shape.
    public ControlPort(Shape shape) {
        this.shape = shape;
        super("control_port");
    }

    @Override protected void logic() {
        section("one access at a time; address and data of a write are taken together");
        var free = let("free", state.is(State.IDLE));
        var both = let("both", free.and(axil.awvalid).and(axil.wvalid));
        axil.awready.assign(both);
        axil.wready.assign(both);
        axil.arready.assign(free.and(both.not()));
        var writing = let("writing", state.is(State.WRITE));
        var reading = let("reading", state.is(State.READ));
        var touchesProgram = let("touches_program", at(PROGRAM_LOW).or(at(PROGRAM_MIDDLE)).or(at(PROGRAM_HIGH)));
        var canWrite = let("can_write", wholeWord.and(known(true)));
        var canRead = let("can_read", touchesProgram.not().or(idle).and(known(false)));
        var writes = let("writes", writing.and(canWrite));

        var total = let("reads_total", at(COUNT_PACKETS).or(at(COUNT_OCCUPANCY)).or(at(COUNT_STALLS)));
        var unsettled = let("unsettled", reading.and(total).and(step.all()).and(counts.settled.not()));
        var waits = let("waits", mapAccess(writes, reading).or(unsettled));
        cases(state,
                on(State.IDLE, () -> accept(axil.awvalid.and(axil.wvalid))),
                on(State.WRITE, () -> when(waits.not(), () -> {
                    refused.next(canWrite.not());
                    state.next(State.WRITTEN);
                })),
                on(State.READ, () -> when(waits.not(), () -> {
                    step.next(step.plus(1));
                    when(step.all(), () -> {
                        refused.next(canRead.not());
                        answer.next(canRead.repeat(32).and(let("read_value", readValue())));
                        state.next(State.ANSWER);
                    });
                })),
                on(State.WRITTEN, () -> when(axil.bready, () -> state.next(State.IDLE))),
                on(State.ANSWER, () -> when(axil.rready, () -> state.next(State.IDLE))));
        axil.bvalid.assign(state.is(State.WRITTEN));
        axil.rvalid.assign(state.is(State.ANSWER));
        var okay = Bits.named("OKAY", Bits.of(2, 0));
        var slaveError = Bits.named("SLVERR", Bits.of(2, 2));
        axil.bresp.assign(refused.then(slaveError, okay));
        axil.rresp.assign(refused.then(slaveError, okay));
        axil.rdata.assign(answer);

        section("registers");
        set(writes, CONTROL, () -> control.next(data.low(3)));
        set(writes, PROGRAM_LENGTH, () -> {
            loadedRows.next(data.low(13));
            takesFragments.ifPresent(it -> it.next(data.bit(31)));
        });
        fragments.ifPresent(it -> it.assign(takesFragments.orElseThrow()));
        set(writes, SLOT_LIMIT, () -> limit.next(data));
        set(writes, PROGRAM_BASE, () -> base.next(data.low(Shape.ADDRESS)));
        set(writes, HOST_TAG, () -> tag.next(data));
        set(writes, PROGRAM_ADDRESS, () -> {
            row.next(data.low(Shape.ADDRESS));
            lane.next(data.bits(18, 16));
        });
        set(writes, PROGRAM_LOW, () -> slotLow.next(data));
        set(writes, PROGRAM_MIDDLE, () -> slotMiddle.next(data));
        set(writes, FREEZE, () -> frozen.next(data.low(2)));
        set(writes, TIME_LOW, () -> timeLow.next(data));
        set(writes, TIME_HIGH, () -> timeHigh.next(data));
        set(writes, RANDOM, () -> random.next(data));
        run.assign(control.bit(Shape.log2(RUN)));
        sequential.assign(control.bit(Shape.log2(SEQUENTIAL)));
        emitAll.assign(control.bit(Shape.log2(EMIT_ALL)));
        slotLimit.assign(limit);
        program.length.assign(loadedRows);
        program.base.assign(base);
        program.row.assign(row);
        program.lane.assign(lane);
        program.write.assign(writes.and(at(PROGRAM_HIGH)));
        program.slot.assign(Bits.concat(data.low(Field.SLOT_BITS - 64), slotMiddle, slotLow));
        freeze.time.assign(frozen.bit(Shape.log2(FREEZE_TIME)));
        freeze.random.assign(frozen.bit(Shape.log2(FREEZE_RANDOM)));
        freeze.frozenTime.assign(Bits.concat(timeHigh, timeLow));
        freeze.frozenRandom.assign(random);
        table(writes, cpuBase, PER_CPU_BASE);
        table(writes, descriptor, DESCRIPTORS);
        counts.index.assign(address.bits(4, 2));
        events.index.assign(address.bits(4, 2));
        events.pop.assign(writes.and(at(EVENT_POP)));
        when(reading.and(step.all()).and(total.or(at(COUNT_CYCLES_LOW))),
                () -> countHigh.next(total.then(counts.total.high(32), counts.cycles.high(32))));
    }

    private void accept(Bits write) {
        when(write, () -> {
            address.next(axil.awaddr);
            data.next(axil.wdata);
            wholeWord.next(axil.wstrb.all());
            state.next(State.WRITE);
        }).elseWhen(axil.arvalid, () -> {
            address.next(axil.araddr);
            step.next(0);
            state.next(State.READ);
        });
    }

    /// An access of the host to the map memory, or a line that is zeroed. Returns whether the host has to wait.
    private Bits mapAccess(Bits writes, Bits reading) {
        section("map memory");
        var stores = let("stores", writes.and(at(MAP_HIGH)));
        var fetches = let("fetches", reading.and(at(MAP_LOW)).and(step.is(0)));
        map.valid.assign(clearing.or(stores).or(fetches));
        map.line.assign(clearing.then(clearLine, mapAddress.bits(shape.map() - 1, 4)));
        map.data.assign(clearing.not().repeat(128).and(Bits.concat(data, mapLow).repeat(2)));
        var odd = mapAddress.bit(3);
        map.bytes
                .assign(clearing.repeat(16).or(stores.repeat(16).and(Bits.concat(odd.repeat(8), odd.not().repeat(8)))));
        var read = let("read", odd.then(map.read.high(64), map.read.low(64)));
        when(reading.and(at(MAP_LOW)).and(step.is(shape.latency() + 1L)), () -> {
            mapLow.next(read.low(32));
            mapHigh.next(read.high(32));
        });
        var made = let("made", map.granted.and(clearing.not()));
        var taken = let("taken", reading.and(at(MAP_HIGH)).and(step.all()));
        set(writes, MAP_ADDRESS, () -> mapAddress.next(data));
        set(writes, MAP_LOW, () -> mapLow.next(data));
        when(stores.and(made).or(taken), () -> mapAddress.next(mapAddress.plus(8)));
        when(clearing.and(map.granted), () -> {
            clearLine.next(clearLine.plus(1));
            clearsLast();
        });
        when(writes.and(at(CONTROL)).and(data.bit(Shape.log2(CLEAR))), () -> clearing.next(1));
        return stores.or(fetches).and(made.not());
    }

    private void clearsLast() {
        int lines = shape.config().mapBytes() / 16;
        if (lines == 1 << shape.line()) {
            when(clearLine.all(), () -> clearing.next(0));
            return;
        }
        when(clearLine.is(lines - 1L), () -> {
            clearing.next(0);
            clearLine.next(0);
        });
    }

    private void table(Bits writes, Table table, ControlRegister register) {
        int bits = Shape.log2(register.count());
        table.write.assign(writes.and(at(register)));
        table.element.assign(address.bits(1 + bits, 2));
        table.data.assign(data);
    }

    private void set(Bits writes, ControlRegister register, Runnable statements) {
        when(writes.and(at(register)), statements);
    }

    /// Whether the address is one of the register's.
    private Bits at(ControlRegister register) {
        int bits = 2 + Shape.log2(register.count());
        if (Integer.bitCount(register.count()) != 1 || register.offset() % (1 << bits) != 0) {
            throw new IllegalStateException(register + " is not aligned to its size");
        }
        if (register.count() == 1) return address.is(place(register, 0));
        int block = ADDRESS_BITS - bits;
        var inside = address.high(block).is(Bits.named(register.name(), Bits.of(block, register.offset() >> bits)));
        return address.low(2).any().not().and(inside);
    }

    private Bits known(boolean forWrite) {
        return List.of(ControlRegister.values()).stream().filter(register -> !register.isOfSeveralCores())
                .filter(register -> forWrite ? register.access().writes() : register.access().reads())
                .map(this::at).reduce(Bits::or).orElseThrow();
    }

    private Bits readValue() {
        var values = new LinkedHashMap<Bits, Bits>();
        for (var register : ControlRegister.values()) {
            if (!register.access().reads() || register.isOfSeveralCores()) continue;
            var value = value(register);
            for (int i = 0; i < register.count(); i++) values.put(place(register, i), value);
        }
        return select(address, values, Bits.of(32, 0));
    }

    /// The address of a register, or of an element of an array of them, under its name.
    private static Bits place(ControlRegister register, int element) {
        return Bits.named(register.count() == 1 ? register.name() : register.name() + "_" + element,
                Bits.of(ADDRESS_BITS, register.offset(element)));
    }

    private Bits value(ControlRegister register) {
        CoreConfig config = shape.config();
        return switch (register) {
            case MAGIC -> Bits.named("MAGIC_VALUE", Bits.of(32, MAGIC_VALUE));
            case VERSION -> Bits.named("VERSION_VALUE", Bits.of(32, VERSION_VALUE));
            case LANES -> Bits.of(32, config.lanes());
            case CONTEXTS -> Bits.of(32, config.contexts());
            case REGISTERS -> Bits.of(32, config.registersPerLane());
            case PROGRAM_ROWS -> Bits.of(32, config.programBundles());
            case MAP_BYTES -> Bits.of(32, config.mapBytes());
            case BEAT_BYTES -> Bits.of(32, config.beatRegister());
            case CONTROL -> control.zext(32);
            case STATUS -> Bits.concat(Bits.of(30, 0), clearing, idle);
            case PROGRAM_LENGTH -> takesFragments
                    .<Bits>map(it -> Bits.concat(it, loadedRows.zext(31))).orElse(loadedRows.zext(32));
            case SLOT_LIMIT -> limit;
            case PROGRAM_ADDRESS -> Bits.concat(lane.zext(16), row.zext(16));
            case PROGRAM_LOW -> program.read.low(32);
            case PROGRAM_MIDDLE -> program.read.bits(63, 32);
            case PROGRAM_HIGH -> program.read.high(Field.SLOT_BITS - 64).zext(32);
            case MAP_ADDRESS -> mapAddress;
            case MAP_LOW -> mapLow;
            case MAP_HIGH -> mapHigh;
            case PROGRAM_BASE -> base.zext(32);
            case HOST_TAG -> tag;
            case FREEZE -> frozen.zext(32);
            case TIME_LOW -> timeLow;
            case TIME_HIGH -> timeHigh;
            case RANDOM -> random;
            case COUNT_CYCLES_LOW -> counts.cycles.low(32);
            case COUNT_HIGH -> countHigh;
            case COUNT_PACKETS, COUNT_OCCUPANCY, COUNT_STALLS -> counts.total.low(32);
            case OCCUPANCY -> Bits.concat(counts.most, counts.occupants);
            case COUNT_ACTIONS -> counts.action;
            case COUNT_CAUSES -> counts.cause;
            case EVENT_COUNT -> events.count.zext(32);
            case EVENT_LOST -> events.lost;
            case EVENT_WORDS -> events.word;
            case CORES -> Bits.of(32, 1);
            case EVENT_POP, PER_CPU_BASE, DESCRIPTORS, CORE_SELECT, DISPATCH_ORDER, DISPATCH_KEYS, MAP_ROOM,
                    DISPATCH_TABLE ->
                throw new IllegalStateException(register + " cannot be read");
        };
    }
}
