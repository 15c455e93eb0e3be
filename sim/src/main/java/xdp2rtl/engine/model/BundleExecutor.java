package xdp2rtl.engine.model;

import java.util.Optional;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Pipeline;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.Errno;
import xdp2rtl.port.Retired;

/// What a bundle does in each of its stages (`docs/machine.md`, sections 1 to 3), apart from the turn of contexts.
final class BundleExecutor {
    private final MapStore maps;
    private final MapUnitModel mapUnit;
    private final MapAdderModel adder;
    private final DividerModel divider;
    private long time;
    private final long random;

    BundleExecutor(MapStore maps, MapUnitModel mapUnit, MapAdderModel adder, DividerModel divider, long time,
            int random) {
        this.maps = maps;
        this.mapUnit = mapUnit;
        this.adder = adder;
        this.divider = divider;
        this.time = time;
        this.random = Integer.toUnsignedLong(random);
    }

    /// What TIME reads from now on.
    void setTime(long nanoseconds) { time = nanoseconds; }

    /// `EXECUTE`: operands, and every result that needs no memory.
    void execute(InFlight bundle) {
        ContextState context = bundle.context;
        for (int lane = 0; lane < bundle.slots.size(); lane++) {
            Optional<Operation> slot = bundle.slots.get(lane);
            if (slot.isEmpty()) {
                continue;
            }
            long left;
            long right;
            switch (slot.get()) {
                case Operation.Alu o -> {
                    left = value(context, o.left());
                    right = value(context, o.right());
                    bundle.result[lane] = o.op().apply(o.width(), left, right);
                }
                case Operation.Compare o -> bundle.result[lane] =
                        o.cond().holds(o.width(), value(context, o.left()), value(context, o.right())) ? 1 : 0;
                case Operation.Choose o -> bundle.result[lane] =
                        value(context, o.test()) != 0 ? value(context, o.whenSet()) : o.otherwise().value();
                case Operation.Multiply o -> {
                    long product = value(context, o.left()) * value(context, o.right());
                    bundle.result[lane] = o.width() == Width.W64 ? product : product & 0xffff_ffffL;
                }
                case Operation.Get o -> bundle.result[lane] =
                        o.special() == Special.RESULT ? bundle.answer : special(context, o.special());
                case Operation.Branch o -> take(bundle, lane, o.cond().holds(o.width(),
                        o.left().equals(Operand.Reg.RESULT) ? bundle.answer : value(context, o.left()),
                        value(context, o.right())), o.target());
                case Operation.Jump _, Operation.Exit _ -> {}
                case Operation.Load o ->
                    bundle.left[lane] = (o.base().filter(Operand.Reg::isResult).isPresent() ? bundle.answer
                            : base(context, o.base())) + o.offset();
                case Operation.Store o -> {
                    bundle.left[lane] = base(context, o.base()) + o.offset();
                    bundle.right[lane] = value(context, o.value());
                }
                case Operation.MapAdd o -> {
                    bundle.left[lane] = base(context, o.base()) + o.offset();
                    bundle.right[lane] = value(context, o.value());
                }
                case Operation.AtomicRequest o -> {
                    bundle.left[lane] = base(context, o.base()) + o.offset();
                    bundle.right[lane] = value(context, o.value());
                }
                case Operation.Put o -> bundle.right[lane] = o.word(value(context, o.value()));
                case Operation.Adjust o -> bundle.right[lane] = value(context, o.delta());
                case Operation.Push o -> operands(bundle, lane, o.low(), o.high());
                case Operation.MapRequest o -> operands(bundle, lane, o.low(), o.high());
                case Operation.DivideRequest o -> operands(bundle, lane, o.left(), o.right());
            }
        }
        if (bundle.takenLane == bundle.slots.size()) {
            leave(bundle);
        }
    }

    /// The first jump or exit, where no branch is taken.
    private static void leave(InFlight bundle) {
        for (Optional<Operation> slot : bundle.slots) {
            if (slot.isPresent() && slot.get() instanceof Operation.Jump jump) {
                go(bundle, jump.target());
                return;
            }
            if (slot.isPresent() && slot.get() instanceof Operation.Exit exit) {
                bundle.ends = true;
                bundle.r0 = value(bundle.context, exit.action());
                return;
            }
        }
    }

    /// `BRANCH`: loads of packet and stack.
    void load(InFlight bundle) {
        for (int lane = 0; lane < bundle.slots.size(); lane++) {
            if (bundle.slots.get(lane).orElse(null) instanceof Operation.Load o && o.space() != Space.MAP) {
                loadInto(bundle, lane, o);
            }
        }
    }

    /// `EFFECT`: loads of the map memory and the reads of additions, which see no write of this cycle.
    void loadMap(InFlight bundle) {
        for (int lane = 0; lane < bundle.slots.size(); lane++) {
            Operation operation = bundle.slots.get(lane).orElse(null);
            if (operation instanceof Operation.Load o && o.space() == Space.MAP) {
                loadInto(bundle, lane, o);
            } else
                if (operation instanceof Operation.MapAdd o && !bundle.squashed(lane)
                        && isWhole(bundle, lane, o.bytes())) {
                            adder.add(bundle.cycle + Pipeline.EFFECT, physical(bundle.context, (int) bundle.left[lane]),
                                    o.bytes(), bundle.right[lane]);
                        }
        }
    }

    /// Whether the map address of a lane is in range and a multiple of the bytes there.
    private boolean isWhole(InFlight bundle, int lane, int bytes) {
        int address = physical(bundle.context, (int) bundle.left[lane]);
        return inMaps(address, bytes) && address % bytes == 0;
    }

    /// `EFFECT`: everything that others can see; completions of this cycle have been noted.
    /// Returns whether the context has a request outstanding afterwards.
    boolean effect(InFlight bundle, int slotLimit) {
        ContextState context = bundle.context;
        boolean outstanding = context.pending;
        boolean badAddress = false;
        boolean badRequest = false;
        for (int lane = 0; lane < bundle.slots.size(); lane++) {
            Optional<Operation> slot = bundle.slots.get(lane);
            if (slot.isEmpty() || bundle.squashed(lane)) {
                continue;
            }
            switch (slot.get()) {
                case Operation.Load o ->
                    badAddress |=
                            !o.nonFaulting() && !inRange(context, o.space(), (int) bundle.left[lane], o.size().bytes());
                case Operation.Store o -> badAddress |= !store(bundle, lane, o);
                case Operation.MapAdd o -> {
                    boolean good = isWhole(bundle, lane, o.bytes());
                    badAddress |= !good;
                    if (good) {
                        bundle.stores.add(new Retired.MemoryWrite(Space.MAP,
                                physical(context, (int) bundle.left[lane]), o.bytes(),
                                extend(bundle.right[lane], o.size(), false)));
                    }
                }
                case Operation.Put o -> {
                    if (o.special() == Special.REDIRECT) {
                        context.redirect = bundle.right[lane];
                    }
                }
                case Operation.Push o -> {
                    badRequest |= outstanding;
                    if (!outstanding) {
                        context.argumentLow[o.index()] = bundle.left[lane];
                        context.argumentHigh[o.index()] = bundle.right[lane];
                    }
                }
                case Operation.MapRequest o -> {
                    badRequest |= outstanding;
                    if (!outstanding) {
                        context.argumentLow[0] = bundle.left[lane];
                        context.argumentHigh[0] = bundle.right[lane];
                        mapUnit.add(new Request.Lookup(context, o.op(), o.map(), o.flags(), bundle.left[lane],
                                bundle.right[lane]));
                        bundle.request = true;
                    }
                }
                case Operation.AtomicRequest o -> {
                    int address = physical(context, (int) bundle.left[lane]);
                    boolean good = isWhole(bundle, lane, o.bytes());
                    badAddress |= !good;
                    badRequest |= outstanding;
                    if (good && !outstanding) {
                        mapUnit.add(new Request.Atomic(context, o.op(), o.width(), address, bundle.right[lane]));
                        bundle.request = true;
                    }
                }
                case Operation.DivideRequest o -> {
                    badRequest |= outstanding;
                    if (!outstanding) {
                        divider.add(
                                new Request.Divide(context, o.op(), o.width(), bundle.left[lane], bundle.right[lane]));
                        bundle.request = true;
                    }
                }
                case Operation.Compute _, Operation.Transfer _, Operation.Get _, Operation.Adjust _ -> {}
            }
        }
        // Accesses of the bundle see the borders as they were before it.
        for (int lane = 0; lane < bundle.slots.size(); lane++) {
            if (bundle.slots.get(lane).orElse(null) instanceof Operation.Adjust o) {
                bundle.result[lane] = adjust(context, o.op(), (int) bundle.right[lane], !bundle.squashed(lane));
            }
        }
        if (bundle.beyond) {
            bundle.fault = Cause.PROGRAM;
        } else if (badAddress) {
            bundle.fault = Cause.ADDRESS;
        } else if (badRequest) {
            bundle.fault = Cause.REQUEST;
        } else if (!bundle.ends && context.slots >= slotLimit) {
            bundle.fault = Cause.RUNAWAY;
        }
        return outstanding || bundle.request;
    }

    private void loadInto(InFlight bundle, int lane, Operation.Load o) {
        int address = (int) bundle.left[lane];
        int bytes = o.size().bytes();
        long value = 0;
        if (inRange(bundle.context, o.space(), address, bytes)) {
            value = switch (o.space()) {
                case PACKET -> read(bundle.context.frame, bundle.context.head + address, bytes);
                case STACK -> read(bundle.context.stack, address, bytes);
                case MAP -> maps.load(physical(bundle.context, address), bytes);
            };
        }
        bundle.result[lane] = extend(o.swapped() ? swap(value, o.size()) : value, o.size(), o.signed());
    }

    /// Whether the store was in range.
    private boolean store(InFlight bundle, int lane, Operation.Store o) {
        ContextState context = bundle.context;
        int address = (int) bundle.left[lane];
        int bytes = o.size().bytes();
        if (!inRange(context, o.space(), address, bytes)) { return false; }
        long value = extend(o.swapped() ? swap(bundle.right[lane], o.size()) : bundle.right[lane], o.size(), false);
        switch (o.space()) {
            case PACKET -> write(context.frame, context.head + address, bytes, value);
            case STACK -> write(context.stack, address, bytes, value);
            case MAP -> maps.store(physical(context, address), bytes, value);
        }
        bundle.stores.add(new Retired.MemoryWrite(o.space(),
                o.space() == Space.MAP ? physical(context, address) : address, bytes, value));
        return true;
    }

    private static long adjust(ContextState c, AdjustOp op, int delta, boolean effective) {
        switch (op) {
            case HEAD -> {
                int head = c.head + delta;
                if (head < CoreConfig.HEADROOM_RESERVED + c.meta
                        || head > c.head + c.linear() - CoreConfig.MIN_PACKET) {
                    return Errno.EINVAL.result();
                }
                if (effective) {
                    c.head = head;
                    c.length -= delta;
                    c.dirty |= delta < 0;
                }
            }
            case TAIL -> {
                int from = c.head + c.length;
                int end = from + delta;
                int most = (from + CoreConfig.TAIL_ROOM - 1 | CoreConfig.PAGE - 1) + 1 - CoreConfig.TAIL_ROOM;
                if (end > most || end < c.head + CoreConfig.MIN_PACKET) { return Errno.EINVAL.result(); }
                if (effective) {
                    c.length += delta;
                }
            }
            case META -> {
                int start = c.head - c.meta + delta;
                int meta = c.head - start;
                if (start < CoreConfig.HEADROOM_RESERVED || start > c.head) { return Errno.EINVAL.result(); }
                if ((meta & 3) != 0 || meta > CoreConfig.MAX_META) { return Errno.EACCES.result(); }
                if (effective) {
                    c.meta = meta;
                    c.dirty |= delta < 0;
                }
            }
        }
        return 0;
    }

    private static void take(InFlight bundle, int lane, boolean taken, Target target) {
        if (!taken || bundle.takenLane < bundle.slots.size()) { return; }
        bundle.takenLane = lane;
        go(bundle, target);
    }

    private static void go(InFlight bundle, Target target) {
        switch (target) {
            case Target.ToBundle to -> bundle.next = to.address();
            case Target.Leave leave -> {
                bundle.ends = true;
                bundle.r0 = leave.action();
            }
            case Target.ToBlock to -> throw new IllegalStateException("an image has no blocks: " + to);
        }
    }

    private boolean inRange(ContextState context, Space space, int address, int bytes) {
        return switch (space) {
            case PACKET -> address >= -context.meta && (long) address + bytes <= context.length;
            case STACK -> address >= 0 && (long) address + bytes <= CoreConfig.STACK_BYTES;
            case MAP -> inMaps(physical(context, address), bytes);
        };
    }

    private boolean inMaps(int physical, int bytes) {
        return physical >= 16 && (long) physical + bytes <= maps.bytes();
    }

    private static int physical(ContextState context, int address) {
        return address < 0 ? context.perCpuBase + (address & 0x7fff_ffff) : address;
    }

    private void operands(InFlight bundle, int lane, Operand left, Operand right) {
        bundle.left[lane] = value(bundle.context, left);
        bundle.right[lane] = value(bundle.context, right);
    }

    private static long base(ContextState context, Optional<Operand.Reg> base) {
        return base.isPresent() ? context.registers[base.get().number()] : 0;
    }

    private static long value(ContextState context, Operand operand) {
        return switch (operand) {
            case Operand.Reg reg -> context.registers[reg.number()];
            case Operand.Immediate immediate -> immediate.value();
            case Operand.Length _ -> context.linear();
        };
    }

    private long special(ContextState context, Special special) {
        return switch (special) {
            case LENGTH -> context.linear();
            case WHOLE_LENGTH -> context.length;
            case META -> context.meta;
            case IFINDEX -> Integer.toUnsignedLong(context.ifindex);
            case RX_QUEUE -> Integer.toUnsignedLong(context.rxQueue);
            case CPU -> context.cpu;
            case TIME -> time;
            case RANDOM -> random;
            case RESULT -> throw new IllegalStateException("RESULT is read in DECODE");
            case REDIRECT -> context.redirect;
        };
    }

    private static long read(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    private static void write(byte[] bytes, int at, int count, long value) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> i * 8);
        }
    }

    private static long swap(long value, Size size) {
        return Long.reverseBytes(value) >>> Long.SIZE - size.bytes() * 8;
    }

    private static long extend(long value, Size size, boolean signed) {
        int unused = Long.SIZE - size.bytes() * 8;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }
}
