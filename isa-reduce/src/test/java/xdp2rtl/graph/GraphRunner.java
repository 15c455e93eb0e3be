package xdp2rtl.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Runs a graph on one packet, step by step, to test what makes and what rewrites graphs. No timing, one
/// context: an answer is there as soon as it is asked for. The other engines do not use it.
public final class GraphRunner {
    /// Steps after which a run counts as endless.
    private static final int LIMIT = 1_000_000;

    /// What the program is told beside packet and maps; `time` and `random` are frozen.
    public record Context(int ifindex, int rxQueue, int cpu, long time, int random) {
        public static final Context PLAIN = new Context(1, 0, 0, 1_000_000, 0x12345678);
    }

    /// @param r0       all 64 bits of the exit's action; 0 after a trap
    /// @param trapped  whether an access out of range ended the packet
    /// @param redirect the [Special#REDIRECT] that was written, or 0
    public record Result(long r0, boolean trapped, long redirect) {
        public int action() { return (int) r0; }
    }

    private final Graph graph;
    private final RunPacket packet;
    private final RunMaps maps;
    private final Context context;
    private final long[] values;
    private final byte[] stack = new byte[CoreConfig.STACK_BYTES];
    private final byte[] arguments = new byte[16 * CoreConfig.ARGUMENT_PAIRS];
    private long result;
    private long redirect;
    private int steps;

    private GraphRunner(Graph graph, RunPacket packet, RunMaps maps, Context context) {
        this.graph = graph;
        this.packet = packet;
        this.maps = maps;
        this.context = context;
        this.values = new long[graph.values()];
        // The stack is whatever the last packet left there.
        Arrays.fill(stack, (byte) 0x5a);
    }

    public static Result run(Graph graph, RunPacket packet, RunMaps maps, Context context) {
        return new GraphRunner(graph, packet, maps, context).run();
    }

    private Result run() {
        Block block = graph.blocks().getFirst();
        try {
            while (true) {
                Optional<Target> next = Optional.empty();
                for (Step step : block.steps()) {
                    if (++steps > LIMIT) { throw new IllegalStateException("no end after " + LIMIT + " steps"); }
                    if (step.operation() instanceof Operation.Exit exit) { return ended(value(exit.action())); }
                    next = execute(step.operation());
                    if (next.isPresent()) {
                        break;
                    }
                }
                switch (next.orElseThrow()) {
                    case Target.Leave leave -> { return ended(leave.action()); }
                    case Target.ToBlock to -> {
                        block = graph.blocks().get(to.block());
                        enter(block, to.arguments());
                    }
                    case Target.ToBundle to -> throw new IllegalStateException(
                            "a graph that goes to bundle " + to);
                }
            }
        } catch (Trap _) {
            return new Result(0, true, redirect);
        }
    }

    private Result ended(long r0) { return new Result(r0, false, redirect); }

    private void enter(Block block, List<Operand> arguments) {
        long[] given = arguments.stream().mapToLong(this::value).toArray();
        for (int i = 0; i < given.length; i++) {
            set(block.parameters().get(i), given[i]);
        }
    }

    private Optional<Target> execute(Operation operation) {
        switch (operation) {
            case Operation.Alu o -> set(o.dst(), o.op()
                    .apply(o.width(), o.op().readsLeft() ? value(o.left()) : 0, value(o.right())));
            case Operation.Compare o -> set(o.dst(),
                    o.cond().holds(o.width(), value(o.left()), value(o.right())) ? 1 : 0);
            case Operation.Choose o -> set(o.dst(), value(o.test()) != 0 ? value(o.whenSet())
                    : o.otherwise().value());
            case Operation.Multiply o -> {
                long product = value(o.left()) * value(o.right());
                set(o.dst(), o.width() == Width.W64 ? product : product & 0xffff_ffffL);
            }
            case Operation.Load o -> set(o.dst(), load(o));
            case Operation.Store o -> {
                long address = address(o.base(), o.offset());
                if (!holds(o.space(), address, o.size().bytes())) { throw new Trap(); }
                long value = o.swapped() ? swap(value(o.value()), o.size()) : value(o.value());
                write(memory(o.space(), address), place(o.space(), address), o.size().bytes(), value);
            }
            case Operation.MapAdd o -> add(o);
            case Operation.Branch o -> {
                return o.cond().holds(o.width(), value(o.left()), value(o.right())) ? Optional.of(o.target())
                        : Optional.empty();
            }
            case Operation.Jump o -> { return Optional.of(o.target()); }
            case Operation.Get o -> set(o.dst(), special(o.special()));
            case Operation.Put o -> redirect = o.word(value(o.value()));
            case Operation.Adjust o -> set(o.dst(), packet.adjust(o.op(), (int) value(o.delta())));
            case Operation.Push o -> push(o.index(), o.low(), o.high());
            case Operation.MapRequest o -> {
                push(0, o.low(), o.high());
                result = maps.request(o.op(), o.map(), o.flags(), arguments);
            }
            case Operation.AtomicRequest o -> result = atomic(o);
            case Operation.DivideRequest o -> result = o.op()
                    .apply(o.width(), value(o.left()), value(o.right()));
            case Operation.Exit _ -> throw new IllegalStateException("exit is run by run()");
        }
        return Optional.empty();
    }

    private void add(Operation.MapAdd o) {
        long address = address(o.base(), o.offset());
        if (!maps.holds(address, o.bytes()) || address % o.bytes() != 0) { throw new Trap(); }
        long old = read(maps.memory(address), maps.place(address), o.bytes());
        write(maps.memory(address), maps.place(address), o.bytes(), old + value(o.value()));
    }

    private long load(Operation.Load o) {
        long address = address(o.base(), o.offset());
        int bytes = o.size().bytes();
        if (!holds(o.space(), address, bytes)) {
            if (o.nonFaulting()) { return 0; }
            throw new Trap();
        }
        long value = read(memory(o.space(), address), place(o.space(), address), bytes);
        value = o.swapped() ? swap(value, o.size()) : value;
        int unused = 64 - 8 * bytes;
        return o.signed() ? value << unused >> unused : value;
    }

    private long atomic(Operation.AtomicRequest o) {
        long address = address(o.base(), o.offset());
        int bytes = o.width().bits() / 8;
        if (!maps.holds(address, bytes)) { throw new Trap(); }
        byte[] memory = maps.memory(address);
        long old = read(memory, maps.place(address), bytes);
        long value = value(o.value());
        long expected = read(arguments, 0, bytes);
        write(memory, maps.place(address), bytes, switch (o.op()) {
            case ADD -> old + value;
            case OR -> old | value;
            case AND -> old & value;
            case XOR -> old ^ value;
            case EXCHANGE -> value;
            case COMPARE_EXCHANGE -> old == expected ? value : old;
        });
        return old;
    }

    private void push(int index, Operand low, Operand high) {
        write(arguments, 16 * index, 8, value(low));
        write(arguments, 16 * index + 8, 8, value(high));
    }

    private long special(Special special) {
        return switch (special) {
            case LENGTH, WHOLE_LENGTH -> packet.length();
            case META -> packet.metaLength();
            case IFINDEX -> Integer.toUnsignedLong(context.ifindex());
            case RX_QUEUE -> Integer.toUnsignedLong(context.rxQueue());
            case CPU -> context.cpu();
            case TIME -> context.time();
            case RANDOM -> Integer.toUnsignedLong(context.random());
            case RESULT -> result;
            case REDIRECT -> redirect;
        };
    }

    private boolean holds(Space space, long address, int bytes) {
        return switch (space) {
            case PACKET -> packet.holds(address, bytes);
            case STACK -> address >= 0 && address + bytes <= stack.length;
            case MAP -> maps.holds(address, bytes);
        };
    }

    private byte[] memory(Space space, long address) {
        return switch (space) {
            case PACKET -> packet.frame();
            case STACK -> stack;
            case MAP -> maps.memory(address);
        };
    }

    private int place(Space space, long address) {
        return switch (space) {
            case PACKET -> packet.place(address);
            case STACK -> (int) address;
            case MAP -> maps.place(address);
        };
    }

    private long address(Optional<Reg> base, int offset) { return base.map(this::value).orElse(0L) + offset; }

    private long value(Operand operand) {
        return switch (operand) {
            case Reg reg -> values[reg.number()];
            case Immediate imm -> imm.value();
            case Length _ -> packet.length();
        };
    }

    private void set(Reg reg, long value) { values[reg.number()] = value; }

    private static long swap(long value, Size size) {
        return Long.reverseBytes(value) >>> 64 - 8 * size.bytes();
    }

    private static long read(byte[] memory, int place, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | memory[place + i] & 0xff;
        }
        return value;
    }

    private static void write(byte[] memory, int place, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            memory[place + i] = (byte) (value >>> 8 * i);
        }
    }

    private static final class Trap extends RuntimeException {
        private static final long serialVersionUID = 1;

        Trap() {
            super(null, null, false, false);
        }
    }
}
