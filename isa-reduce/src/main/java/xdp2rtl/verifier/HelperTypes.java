package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.FIRST_ARGUMENT;
import static xdp2rtl.ebpf.Registers.RESULT;

import java.util.List;
import java.util.stream.Stream;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.ArgumentKind;
import xdp2rtl.linux.EventFlags;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;
import xdp2rtl.linux.HelperId;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.License;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapTrait;
import xdp2rtl.linux.Obstacle;
import xdp2rtl.linux.ResultKind;
import xdp2rtl.linux.UnsupportedHelper;
import xdp2rtl.linux.UnsupportedMap;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.maps.EventRing;
import xdp2rtl.maps.MapLayout;

/// What helpers demand of their arguments and what they leave behind, by their prototypes (`check_helper_call` of
/// Linux, kernel/bpf/verifier.c).
final class HelperTypes {
    /// Of a buffer that may be none (BPF_MAX_VAR_SIZ).
    private static final int MAX_CHECKSUM_BYTES = 1 << 29;
    private static final int MAX_BUFFER_BYTES = 1 << 16;

    private final Refusal refusal;
    private final MemoryTypes memory;
    /// Whether packets may go on in fragments behind `data_end`.
    private final boolean fragments;

    HelperTypes(Refusal refusal, MemoryTypes memory, boolean fragments) {
        this.refusal = refusal;
        this.memory = memory;
        this.fragments = fragments;
    }

    void call(State state, Node node, int number) {
        Helper helper = Helper.of(number).filter(known -> !known.isInternal() || refusal.isOfLinux(node))
                .orElseThrow(() -> unsupported(node, number));
        for (int i = 0; i < helper.arguments().size(); i++) {
            check(state, node, helper.arguments().get(i), FIRST_ARGUMENT + i);
        }
        if (helper.effect() == HelperEffect.MOVES_PACKET) {
            state.movePacket(Transfer.name(node), CoreConfig.MIN_PACKET);
        }
        switch (helper) {
            case DYNPTR_READ, DYNPTR_WRITE, DYNPTR_DATA -> throw new IllegalStateException(helper + " is code");
            case LOOP, FOR_EACH_MAP_ELEM -> throw new CallbackTypes(refusal).refused(state, node, helper);
            case TRACE_PRINTK, TRACE_VPRINTK -> printed(state, node, PrintCall.of(refusal, state, node, helper));
            case PERF_EVENT_OUTPUT -> recorded(state, node);
            case STRNCMP -> outsideOfThePacket(state, node, FIRST_ARGUMENT);
            case RINGBUF_OUTPUT -> new RecordUses(refusal).output(state, node);
            case TAIL_CALL -> new RecordUses(refusal).refuseOpen(state, node, "calls another program");
            case MAP_UPDATE_ELEM -> requested(node, map(state, node));
            case MAP_LOOKUP_ELEM, MAP_LOOKUP_PERCPU_ELEM, NEXT_ENTRY, MAP_DELETE_ELEM, SPIN_LOCK, SPIN_UNLOCK,
                    KTIME_GET_NS,
                    GET_PRANDOM_U32,
                    GET_SMP_PROCESSOR_ID, REDIRECT,
                    CSUM_DIFF, GET_NUMA_NODE_ID, XDP_ADJUST_HEAD, REDIRECT_MAP, XDP_ADJUST_META, XDP_ADJUST_TAIL,
                    JIFFIES64, RINGBUF_RESERVE, RINGBUF_SUBMIT, RINGBUF_DISCARD, RINGBUF_QUERY, MAP_PUSH_ELEM,
                    MAP_POP_ELEM, MAP_PEEK_ELEM, FIB_LOOKUP, CHECK_MTU,
                    KTIME_GET_BOOT_NS, KTIME_GET_COARSE_NS, XDP_GET_BUFF_LEN, XDP_LOAD_BYTES, XDP_STORE_BYTES,
                    KTIME_GET_TAI_NS ->
                {}
        }
        Type result = result(state, node, helper);
        if (helper.effect() == HelperEffect.ENDS_RECORD) {
            new RecordUses(refusal).end(state, node);
        }
        state.unsetArguments(node.frame());
        state.forget(Transfer.name(node));
        if (helper.result() == ResultKind.RECORD_OR_NULL) {
            state.reserve(Transfer.name(node));
        }
        state.set(node.frame(), RESULT, new Typed(result, Transfer.name(node)));
    }

    /// A call that has become a function ([xdp2rtl.cfg.Terminator.Enter]).
    void checkExpanded(State state, Node node) {
        List<ArgumentKind> arguments = switch (node.instruction()) {
            case Instruction.Call(CallTarget.HelperNumber(int number)) -> Helper.of(number).orElseThrow().arguments();
            case Instruction.Call(CallTarget.Kfunc(Kfunc function)) -> {
                requireLicense(node);
                yield function.arguments();
            }
            case Instruction.Call _, Instruction.MayGoto _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Load _, Instruction.LoadAcquire _, Instruction.Store _,
                 Instruction.StoreRelease _, Instruction.Atomic _, Instruction.Branch _, Instruction.Jump _,
                 Instruction.Exit _, Instruction.PacketLoad _ ->
                List.of();
        };
        if (arguments.contains(ArgumentKind.DYNPTR)) {
            requirePacketInPlace(node);
        }
        for (int i = 0; i < arguments.size(); i++) {
            check(state, node, arguments.get(i), FIRST_ARGUMENT + i);
        }
    }

    private void constantSize(State state, Node node, int register) {
        Range size = refusal.number(state, node, register);
        if (!size.isConstant() || size.low() < 1 || size.low() > CoreConfig.PAGE) {
            throw refusal.of(node, "is given a slice of an unknown number of bytes",
                    "r%d is not a constant between 1 and %,d".formatted(register, CoreConfig.PAGE),
                    "Give it the size of a structure");
        }
    }

    /// What Linux gives behind the new end of a packet is what was in a buffer before.
    private void requirePacketInPlace(Node node) {
        boolean moves = refusal.cfg().program().instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && Helper.of(number).filter(helper -> helper.effect() == HelperEffect.MOVES_PACKET)
                                .isPresent());
        if (moves) {
            throw refusal.of(node, "is about a packet whose borders this program moves", Obstacle.MOVED_DYNPTRS);
        }
        if (fragments && node.instruction() instanceof Instruction.Call(CallTarget.Kfunc(Kfunc function))
                && function.needsOnePiece()) {
            throw refusal.of(node, "is about a packet in fragments", Obstacle.FRAGMENTED_DYNPTRS);
        }
    }

    /// `add_kfunc_call` of Linux.
    private void requireLicense(Node node) {
        String license = refusal.cfg().program().license();
        if (!License.isGplCompatible(license)) {
            throw refusal.of(node, "calls a function of the kernel from a program with the license `%s`"
                    .formatted(license), "Linux refuses that too",
                    "Write char _license[] SEC(\"license\") = \"GPL\"");
        }
    }

    private void check(State state, Node node, ArgumentKind kind, int register) {
        Runnable check = switch (kind) {
            case CONTEXT -> () -> context(state, node, register);
            case READABLE_MAP, WRITABLE_MAP, PERCPU_MAP, TARGET_MAP, EVENT_MAP, PROGRAM_MAP, WALKED_MAP, RING_MAP,
                    KEYLESS_MAP,
                    LINE_MAP ->
                () -> map(state, node, kind, register);
            case MAP_KEY -> () -> memory.given(state, node, register, map(state, node).keySize());
            case MAP_VALUE -> () -> memory.given(state, node, register, map(state, node).valueSize());
            case WALK_PLACE -> () -> {
                memory.given(state, node, register, Long.BYTES);
                memory.filled(state, node, register, Long.BYTES + map(state, node).keySize());
            };
            case TAKEN_VALUE -> () -> taken(state, node, register);
            case RECORD -> () -> new RecordUses(refusal).whole(state, node, register);
            case RECORD_SIZE -> () -> new RecordUses(refusal).size(state, node, register);
            case TEXT -> () -> ConstantText.of(refusal, state, node, register);
            case LOCK -> () -> lock(state, node, register);
            case SCALAR -> () -> refusal.number(state, node, register);
            case BYTES_OR_NULL -> () -> summed(state, node, register);
            case BYTES -> () -> memory.given(state, node, register, size(state, node, register));
            case BUFFER -> () -> memory.filled(state, node, register, size(state, node, register));
            case FORMAT -> () -> {}; // known when it is printed
            case SIZE -> () -> {}; // checked with the bytes
            case CHANGED_LOOKUP -> () -> new LookupTypes(refusal, memory).parameters(state, node, register);
            case LOOKUP_SIZE -> () -> {}; // checked with the parameters
            case LOOKUP_FLAGS -> () -> new LookupTypes(refusal, memory).flags(state, node, register);
            case CHANGED_U16, CHANGED_U32, CHANGED_U64 ->
                () -> memory.changed(state, node, register, kind.changedBytes());
            case FUNCTION -> () -> new CallbackTypes(refusal).function(state, node, register);
            case FUNCTION_CONTEXT -> () -> new CallbackTypes(refusal).context(state, node, register);
            case ITERATOR, DYNPTR -> () -> IteratorUses.place(refusal, state, node, register, kind.changedBytes());
            case SLICE_BUFFER -> () -> {}; // nothing is put there
            case CONSTANT_SIZE -> () -> constantSize(state, node, register);
        };
        check.run();
    }

    /// `process_spin_lock` of Linux.
    private void lock(State state, Node node, int register) {
        if (!(refusal.use(state, node,
                register) instanceof Type.MapValue(List<Integer> maps, Range offset, boolean nullable))) {
            throw refusal.of(node, "needs the lock of a map's value in r" + register);
        }
        for (int map : maps) {
            MapSpec spec = refusal.map(map);
            if (spec.lock().isEmpty()) {
                throw refusal.of(node, "is given a value of map " + spec.name() + ", which has no lock",
                        "a lock is a member of type struct bpf_spin_lock in the values of a map of type "
                                + MapKind.list(
                                        Stream.of(MapKind.values()).filter(kind -> kind.has(MapTrait.LOCKABLE))
                                                .toList())
                                + " that is defined by type",
                        "");
            }
            if (nullable || !offset.isConstant(spec.lock().getAsInt())) {
                throw refusal.of(node, nullable ? "is given a value of map " + spec.name() + " that may be null"
                        : "is given another place in a value of map " + spec.name() + " than its lock",
                        "Linux refuses that too", "");
            }
        }
    }

    /// A value that is looked for in a filter, or the place of one that is taken out of another map, which packets are
    /// not (`may_access_direct_pkt_data` of Linux).
    private void taken(State state, Node node, int register) {
        MapSpec map = map(state, node);
        outsideOfThePacket(state, node, register);
        if (map.isFilter()) {
            memory.given(state, node, register, map.valueSize());
        } else {
            memory.filled(state, node, register, map.valueSize());
        }
    }

    private void outsideOfThePacket(State state, Node node, int register) {
        if (refusal.use(state, node, register) instanceof Type.Packet) {
            throw refusal.of(node, "gives a helper a place in the packet in r" + register, "Linux refuses that too",
                    "Give it a variable on the stack");
        }
    }

    private void printed(State state, Node node, PrintCall call) {
        if (call instanceof PrintCall.InRegisters(_, var conversions, int first, var bytes)) {
            for (int i = 0; i < conversions.size(); i++) {
                if (conversions.get(i).kind().isAddress()) {
                    memory.given(state, node, first + i, bytes.get(i));
                } else {
                    refusal.number(state, node, first + i);
                }
            }
        } else if (call.conversions().stream().anyMatch(conversion -> conversion.kind().isAddress())) {
            throw refusal.of(node,
                    "prints a text or an address of the network as one of more than %d arguments".formatted(
                            PrintCall.MOST_IN_REGISTERS),
                    "what it points to is not looked at",
                    "Print it in a call of its own");
        }
    }

    /// A record must fit the ring whatever the length of the packet.
    private void recorded(State state, Node node) {
        Range flags = refusal.number(state, node, FIRST_ARGUMENT + 2);
        boolean hasPacket = !flags.within(Range.U32);
        long longest = fragments ? flags.low() < 0 ? CoreConfig.LARGEST_FRAME
                : Math.min(flags.high() >>> EventFlags.PACKET_SHIFT, CoreConfig.LARGEST_FRAME)
                : CoreConfig.LINEAR_END - CoreConfig.HEADROOM_RESERVED;
        long most = EventRing.longest(EventRing.RECORDS) - EventRing.HEADER - (hasPacket ? longest : 0);
        if (refusal.number(state, node, FIRST_ARGUMENT + 4).high() > most) {
            throw refusal.of(node, "gives the host a record of more than %d bytes%s".formatted(Math.max(0, most),
                    !hasPacket ? "" : fragments ? " and so many of the packet" : " and the packet"),
                    "a record has %,d at most".formatted(EventRing.longest(EventRing.RECORDS)), "Give it less");
        }
    }

    private Type result(State state, Node node, Helper helper) {
        return switch (helper.result()) {
            case NOTHING -> new Type.Unset("is not set by %s".formatted(helper.text()));
            case SCALAR -> Type.number();
            case U32 -> Type.number(Range.U32);
            case ACTION -> Type.number(new Range(XdpAction.ABORTED.number(), XdpAction.REDIRECT.number()));
            case PACKET_LENGTH -> Type.number(new Range(CoreConfig.MIN_PACKET,
                    fragments ? CoreConfig.LARGEST_FRAME : CoreConfig.PAGE));
            case TEXT_LENGTH -> new Type.Unset("is the length of a text that only the host makes");
            case RECORD_OR_NULL -> new RecordUses(refusal).reserve(state, node);
            case MAP_VALUE_OR_NULL -> found(state.type(node.frame(), FIRST_ARGUMENT));
        };
    }

    /// What a lookup gives. In a map of maps that holds none it is null.
    private Type found(Type map) {
        if (map instanceof Type.Map(int place) && refusal.map(place).holdsMaps()) {
            return refusal.places(new Type.InnerMap(place, true)).isEmpty() ? Type.constant(0)
                    : new Type.InnerMap(place, true);
        }
        return new Type.MapValue(refusal.places(map).stream().sorted().toList(), Range.of(0), true);
    }

    private void context(State state, Node node, int register) {
        Type type = refusal.use(state, node, register);
        if (!type.equals(new Type.Context(0))) {
            throw refusal.of(node, "needs the context in r" + register + ", which is " + type.text());
        }
    }

    private void map(State state, Node node, ArgumentKind kind, int register) {
        Type type = refusal.use(state, node, register);
        List<Integer> places = refusal.places(type);
        if (places.isEmpty()) {
            throw refusal.of(node, "needs a map in r" + register + ", the same one on every path",
                    "the map decides what is built for the call", "");
        }
        if (type instanceof Type.InnerMap(int outer, boolean nullable)) {
            inner(node, kind, refusal.map(outer), nullable);
        }
        places.forEach(place -> map(node, kind, refusal.map(place)));
    }

    /// A map out of a map can be looked into and changed.
    private void inner(Node node, ArgumentKind kind, MapSpec outer, boolean nullable) {
        if (nullable) {
            throw refusal.of(node, "uses a map out of %s that may be null".formatted(outer.name()),
                    "the key may not be there",
                    "Compare the pointer with NULL first");
        }
        if (kind != ArgumentKind.READABLE_MAP && kind != ArgumentKind.WRITABLE_MAP
                && kind != ArgumentKind.PERCPU_MAP) {
            throw refusal.of(node, "is given a map out of " + outer.name(), Obstacle.INNER_MAPS);
        }
    }

    private void map(Node node, ArgumentKind kind, MapSpec map) {
        if (map.type() instanceof UnsupportedMap unsupported) {
            throw refusal.of(node,
                    "uses map %s of type %s, which is not supported".formatted(map.name(), unsupported.text()),
                    unsupported.obstacle().why(), unsupported.obstacle().remedy());
        }
        if (kind == ArgumentKind.WRITABLE_MAP && map.holdsPrefixes()) {
            throw refusal.of(node, "changes the entries of map " + map.name(), Obstacle.PREFIXES);
        }
        if (!(map.type() instanceof MapKind given && kind.maps().contains(given))) {
            throw refusal.of(node, "is given map " + map.name() + " of type " + map.type().text(),
                    "this call takes " + MapKind.list(kind.maps()), "");
        }
        if (kind == ArgumentKind.WRITABLE_MAP && map.readOnly()) {
            throw refusal.of(node, "writes to map " + map.name(), "a program may only read it", "");
        }
    }

    /// Key and value of an update travel together; what is longer the program writes itself, where that is one place.
    private void requested(Node node, MapSpec map) {
        boolean onePlace = !map.isPerCpu() && map.lock().isEmpty();
        if (!map.type().has(MapTrait.INDEXED) && !onePlace && !MapLayout.takesUpdates(map)) {
            throw refusal.of(node, "gives map %s of type %s%s a value of %,d bytes".formatted(map.name(),
                    map.type().text(), map.isPerCpu() ? "" : " with a lock", map.valueSize()),
                    "a request has room for a key and %,d bytes".formatted(MapLayout.longestUpdate(map)),
                    "Let the host put the keys in and change values that are there, or keep values in an ARRAY");
        }
    }

    /// The map that has been checked, or one of those that it may be, which have the same sizes.
    private MapSpec map(State state, Node node) {
        return refusal.map(refusal.places(state.type(node.frame(), FIRST_ARGUMENT)).getFirst());
    }

    /// The most bytes of a buffer, in the register that follows it; there is at least one.
    private int size(State state, Node node, int register) {
        Range size = refusal.number(state, node, register + 1);
        if (size.low() <= 0 || size.high() > MAX_BUFFER_BYTES) {
            throw refusal.of(node, "is given a buffer of an unknown number of bytes",
                    "r%d is not between 1 and %,d".formatted(
                            register + 1, MAX_BUFFER_BYTES),
                    "Compare it with bounds first");
        }
        return (int) size.high();
    }

    /// A pointer and the number of its bytes, in the register that follows; 0 of them need no pointer.
    private void summed(State state, Node node, int register) {
        Range size = refusal.number(state, node, register + 1);
        if (size.isConstant(0)) { return; }
        if (size.low() < 0 || size.high() > MAX_CHECKSUM_BYTES) {
            throw refusal.of(node, "is given a buffer of an unknown number of bytes",
                    "r" + (register + 1) + " is not bounded",
                    "Compare it with a bound first");
        }
        memory.given(state, node, register, (int) Math.max(size.low(), 1));
    }

    private RuntimeException unsupported(Node node, int number) {
        String what = "calls helper " + HelperId.text(number);
        return HelperId.of(number).filter(UnsupportedHelper.class::isInstance).map(UnsupportedHelper.class::cast)
                .map(known -> refusal.of(node, what, known.obstacle()))
                .orElseGet(() -> refusal.of(node, what, "the hardware does not have it",
                        "Supported are " + Helper.list()));
    }
}
