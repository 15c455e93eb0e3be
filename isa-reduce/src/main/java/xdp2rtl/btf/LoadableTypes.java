package xdp2rtl.btf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/// An object's types as Linux takes them (BPF_BTF_LOAD). What a compiler leaves to the loader or to the linker, Linux
/// refuses: variables, their sections, functions that are only declared, and tags on those. Their places in the
/// numbering are kept by pointers to void. Source: `bpf_object__sanitize_btf` of libbpf, `btf_check_all_metas` of the
/// kernel.
public final class LoadableTypes {
    private static final int INT = 1;
    private static final int POINTER = 2;
    private static final int ARRAY = 3;
    private static final int STRUCT = 4;
    private static final int UNION = 5;
    private static final int ENUM = 6;
    private static final int FUNCTION = 12;
    private static final int PROTOTYPE = 13;
    private static final int VARIABLE = 14;
    private static final int SECTION = 15;
    private static final int TAG = 17;
    private static final int ENUM64 = 19;
    private static final int EXTERN = 2;
    private static final int HEADER = 12;

    private final Slice types;
    private final Set<Integer> statics;
    private final ByteBuffer out;
    private final Set<Integer> left = new HashSet<>();

    private LoadableTypes(Slice types, Set<Integer> statics) {
        this.types = types;
        this.statics = statics;
        out = ByteBuffer.allocate(types.length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The bytes of the type records.
    ///
    /// @param section .BTF, which has been read before
    /// @param statics functions that are not to be seen from outside
    public static byte[] records(Slice section, Set<Integer> statics) {
        long header = section.u32(4);
        return new LoadableTypes(section.part(section.where(), header + section.u32(8), section.u32(12)), statics)
                .records();
    }

    /// The bytes of the texts that they name.
    public static byte[] texts(Slice section) {
        return section.part(section.where(), section.u32(4) + section.u32(16), section.u32(20)).toArray();
    }

    private byte[] records() {
        // A tag may come before what it is on.
        for (int at = 0, id = 1; at < types.length(); at += length(at), id++) {
            if (isLeftOut(at)) {
                left.add(id);
            }
        }
        for (int at = 0, id = 1; at < types.length(); at += length(at), id++) {
            boolean tagged = kind(at) == TAG && left.contains(types.s32(at + 8));
            if (left.contains(id) || tagged) {
                out.putInt(0).putInt(POINTER << 24).putInt(0);
            } else {
                out.put(types.part(types.where(), at, length(at)).toArray());
                if (statics.contains(id)) {
                    out.putInt(out.position() - HEADER + 4, FUNCTION << 24);
                }
            }
        }
        var bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private boolean isLeftOut(int at) {
        return switch (kind(at)) {
            case VARIABLE, SECTION -> true;
            case FUNCTION -> count(at) == EXTERN;
            default -> false;
        };
    }

    private int kind(int at) { return types.s32(at + 4) >> 24 & 0x1f; }

    private int count(int at) { return types.s32(at + 4) & 0xffff; }

    private int length(int at) {
        return HEADER + switch (kind(at)) {
            case INT, VARIABLE, TAG -> 4;
            case ARRAY -> 12;
            case STRUCT, UNION, SECTION, ENUM64 -> 12 * count(at);
            case ENUM, PROTOTYPE -> 8 * count(at);
            default -> 0;
        };
    }
}
