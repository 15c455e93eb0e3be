package xdp2rtl.engine.model;

import java.util.Arrays;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;

/// What one hardware context holds (`docs/machine.md`, section 2), with its frame, stack, registers and pushed
/// arguments.
final class ContextState {
    final int number;
    /// Its number among the contexts of all cores.
    final int cpu;
    final long[] registers;
    final byte[] frame;
    /// The longest packet that the program is given.
    private final int longest;
    final byte[] stack = new byte[CoreConfig.STACK_BYTES];
    final long[] argumentLow = new long[CoreConfig.ARGUMENT_PAIRS];
    final long[] argumentHigh = new long[CoreConfig.ARGUMENT_PAIRS];

    boolean ready;
    boolean sleeping;
    boolean pending;
    /// The program has ended but a request is still outstanding.
    boolean draining;
    boolean finished;
    boolean empty = true;
    boolean dirty;

    int address;
    int slots;
    int head;
    int length;
    int meta;
    int ifindex;
    int rxQueue;
    int perCpuBase;
    long redirect;
    long result;
    long r0;
    Cause cause = Cause.NONE;
    long startCycle;

    /// @param frameBytes of its frame
    /// @param longest    packet that the program is given
    ContextState(int number, int cpu, int registers, int frameBytes, int longest) {
        this.frame = new byte[frameBytes];
        this.longest = longest;
        this.number = number;
        this.cpu = cpu;
        this.registers = new long[registers];
    }

    /// A packet has arrived whole.
    void arrive(int bytes, int ingress, int queue, long cycle) {
        empty = false;
        length = bytes;
        head = CoreConfig.HEADROOM;
        meta = 0;
        slots = 0;
        redirect = 0;
        cause = Cause.NONE;
        address = 0;
        ifindex = ingress;
        rxQueue = queue;
        startCycle = cycle;
        if (bytes < CoreConfig.MIN_PACKET || bytes > longest) {
            r0 = 0;
            cause = Cause.LENGTH;
            finished = true;
        } else {
            ready = true;
        }
    }

    /// Bytes of the packet's linear part: what programs see between data and data_end.
    int linear() {
        return Math.min(length, CoreConfig.LINEAR_END - head);
    }

    /// What it is about, unless a bundle of it issues.
    /// @param loading whether it is its turn at the input, and something has begun
    ContextPhase phase(boolean loading) {
        if (empty) { return loading ? ContextPhase.LOADING : ContextPhase.EMPTY; }
        if (finished) { return ContextPhase.LEAVING; }
        if (draining) { return ContextPhase.DRAINING; }
        if (sleeping) { return ContextPhase.WAITING; }
        return ready ? ContextPhase.READY : ContextPhase.EXECUTING;
    }

    /// Metadata and packet, as they leave.
    byte[] contents() {
        return Arrays.copyOfRange(frame, head - meta, head + length);
    }
}
