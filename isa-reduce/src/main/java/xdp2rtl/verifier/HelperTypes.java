package xdp2rtl.verifier;

import static xdp2rtl.ebpf.Registers.RESULT;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.Helper;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapType;
import xdp2rtl.isa.CoreConfig;

/// What helpers demand of their arguments and what they leave behind.
final class HelperTypes {
    static final Set<Helper> SUPPORTED = EnumSet.of(
        Helper.MAP_LOOKUP_ELEM, Helper.MAP_UPDATE_ELEM, Helper.MAP_DELETE_ELEM,
        Helper.KTIME_GET_NS, Helper.GET_PRANDOM_U32, Helper.GET_SMP_PROCESSOR_ID, Helper.REDIRECT,
        Helper.CSUM_DIFF,
        Helper.XDP_ADJUST_HEAD, Helper.REDIRECT_MAP, Helper.XDP_ADJUST_META, Helper.XDP_ADJUST_TAIL,
        Helper.XDP_GET_BUFF_LEN);

    private static final Set<MapType> ARRAYS_AND_HASHES =
        EnumSet.of(MapType.ARRAY, MapType.PERCPU_ARRAY, MapType.HASH, MapType.PERCPU_HASH);
    private static final Set<MapType> READABLE =
        EnumSet.of(MapType.ARRAY, MapType.PERCPU_ARRAY, MapType.HASH, MapType.PERCPU_HASH, MapType.DEVMAP);
    private static final int MAX_CHECKSUM_BYTES = 1 << 29;

    private final Refusal refusal;
    private final MemoryTypes memory;

    HelperTypes(Refusal refusal, MemoryTypes memory) {
        this.refusal = refusal;
        this.memory = memory;
    }

    void call(State state, Node node, int number) {
        Helper helper = Helper.of(number).filter(SUPPORTED::contains)
            .orElseThrow(() -> unsupported(node, number));
        Type result = switch (helper) {
            case MAP_LOOKUP_ELEM -> {
                int map = map(state, node, READABLE);
                memory.given(state, node, 2, refusal.map(map).keySize());
                yield new Type.MapValue(List.of(map), Range.of(0), true);
            }
            case MAP_UPDATE_ELEM -> {
                MapSpec map = refusal.map(map(state, node, ARRAYS_AND_HASHES));
                writable(node, map);
                memory.given(state, node, 2, map.keySize());
                memory.given(state, node, 3, map.valueSize());
                refusal.number(state, node, 4);
                yield Type.number();
            }
            case MAP_DELETE_ELEM -> {
                MapSpec map = refusal.map(map(state, node, ARRAYS_AND_HASHES));
                writable(node, map);
                memory.given(state, node, 2, map.keySize());
                yield Type.number();
            }
            case KTIME_GET_NS -> Type.number();
            case GET_PRANDOM_U32, GET_SMP_PROCESSOR_ID -> Type.number(Range.U32);
            case REDIRECT -> {
                refusal.number(state, node, 1);
                refusal.number(state, node, 2);
                yield Type.number(new Range(0, 4));
            }
            case REDIRECT_MAP -> {
                map(state, node, EnumSet.of(MapType.DEVMAP));
                refusal.number(state, node, 2);
                refusal.number(state, node, 3);
                yield Type.number(new Range(0, 4));
            }
            case CSUM_DIFF -> {
                summed(state, node, 1);
                summed(state, node, 3);
                refusal.number(state, node, 5);
                yield Type.number();
            }
            case XDP_ADJUST_HEAD, XDP_ADJUST_META, XDP_ADJUST_TAIL -> {
                context(state, node);
                refusal.number(state, node, 2);
                state.movePacket(Transfer.name(node), CoreConfig.MIN_PACKET);
                yield Type.number();
            }
            case XDP_GET_BUFF_LEN -> {
                context(state, node);
                yield Type.number(new Range(CoreConfig.MIN_PACKET, CoreConfig.FRAME_BYTES));
            }
            default -> throw unsupported(node, number);
        };
        state.unsetArguments(node.frame());
        state.forget(Transfer.name(node));
        state.set(node.frame(), RESULT, new Typed(result, Transfer.name(node)));
    }

    private void context(State state, Node node) {
        Type type = refusal.use(state, node, 1);
        if (!type.equals(new Type.Context(0))) {
            throw refusal.of(node, "needs the context in r1, which is " + type.text());
        }
    }

    private int map(State state, Node node, Set<MapType> allowed) {
        if (!(refusal.use(state, node, 1) instanceof Type.Map(int map))) {
            throw refusal.of(node, "needs a map in r1, the same one on every path",
                "the map decides what is built for the call", "");
        }
        MapSpec spec = refusal.map(map);
        if (!allowed.contains(spec.type())) {
            throw refusal.of(node, "is given map " + spec.name() + " of type " + spec.type().text(),
                "this call takes " + allowed.stream().map(MapType::text).collect(Collectors.joining(", ")),
                "");
        }
        return map;
    }

    private void writable(Node node, MapSpec map) {
        if (map.readOnly()) {
            throw refusal.of(node, "writes to map " + map.name(), "a program may only read it", "");
        }
    }

    /// A buffer of bpf_csum_diff: a pointer and the number of its bytes, in the register that follows.
    private void summed(State state, Node node, int register) {
        Range size = refusal.number(state, node, register + 1);
        if (size.isConstant(0)) {
            return;
        }
        if (size.low() < 0 || size.high() > MAX_CHECKSUM_BYTES) {
            throw refusal.of(node, "sums up an unknown number of bytes", "r" + (register + 1)
                + " is not bounded; Linux refuses that too", "");
        }
        memory.given(state, node, register, (int) Math.max(size.low(), 1));
    }

    private RuntimeException unsupported(Node node, int number) {
        String name = Helper.of(number).map(Helper::text).orElse("number " + number);
        return refusal.of(node, "calls helper " + name, "the hardware does not have it",
            "Supported are " + SUPPORTED.stream().map(h -> h.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
    }
}
