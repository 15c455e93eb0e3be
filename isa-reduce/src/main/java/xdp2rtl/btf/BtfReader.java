package xdp2rtl.btf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import xdp2rtl.diagnostic.InputError;

/// Reads the type records of a .BTF section one after the other.
final class BtfReader {
    private final Slice data;
    private final Slice strings;
    private int at;

    BtfReader(Slice data, Slice strings) {
        this.data = data;
        this.strings = strings;
    }

    List<BtfType> types() {
        var types = new ArrayList<BtfType>();
        types.add(new BtfType.Void());
        while (at < data.length()) {
            types.add(type(types.size()));
        }
        return List.copyOf(types);
    }

    private BtfType type(int id) {
        String name = name();
        int info = word();
        int sizeOrType = word();
        int count = info & 0xffff;
        boolean flag = info < 0;
        int kind = info >> 24 & 0x1f;
        return switch (kind) {
            case 1 -> {
                int encoding = word();
                yield new BtfType.Int(name, positive(id, sizeOrType), encoding >> 24 & 0xf, encoding >> 16 & 0xff);
            }
            case 2 -> new BtfType.Pointer(name, sizeOrType);
            case 3 -> array(name);
            case 4, 5 -> new BtfType.Composite(name, kind == 5, sizeOrType & 0xffff_ffffL,
                    list(count, _ -> member(flag)));
            case 6 -> new BtfType.Enumeration(name, positive(id, sizeOrType), flag,
                    list(count, _ -> new BtfType.Enumerator(name(), flag ? word() : word() & 0xffff_ffffL)));
            case 7 -> new BtfType.Forward(name, flag);
            case 8, 9, 10, 11, 18 -> new BtfType.Alias(name, sizeOrType, kind == 8);
            case 12 -> new BtfType.Function(name, sizeOrType, linkage(id, count));
            case 13 -> new BtfType.Prototype(name, sizeOrType, list(count, _ -> {
                word();
                return word();
            }));
            case 14 -> new BtfType.Variable(name, sizeOrType, linkage(id, word()));
            case 15 -> new BtfType.DataSection(name, list(count, _ -> {
                int variable = word();
                word();
                word();
                return variable;
            }));
            case 16 -> new BtfType.Float(name, positive(id, sizeOrType));
            case 17 -> {
                word();
                yield new BtfType.DeclarationTag(name, sizeOrType);
            }
            case 19 -> new BtfType.Enumeration(name, positive(id, sizeOrType), flag,
                    list(count, _ -> new BtfType.Enumerator(name(), word() & 0xffff_ffffL | (long) word() << 32)));
            default -> throw new InputError(data.where(),
                    "type %d is of unknown kind %d".formatted(id, kind));
        };
    }

    private BtfType array(String name) {
        int element = word();
        word();
        return new BtfType.Array(name, element, word() & 0xffff_ffffL);
    }

    /// With bit fields, the offset's upper byte is the field's width.
    private BtfType.Member member(boolean bitFields) {
        String name = name();
        int type = word();
        int offset = word();
        return bitFields ? new BtfType.Member(name, type, offset & 0xff_ffff, offset >>> 24)
                : new BtfType.Member(name, type, offset & 0xffff_ffffL, 0);
    }

    private <T> List<T> list(int count, IntFunction<T> entry) {
        var entries = new ArrayList<T>();
        for (int i = 0; i < count; i++) {
            entries.add(entry.apply(i));
        }
        return List.copyOf(entries);
    }

    private BtfType.Linkage linkage(int id, int number) {
        var known = BtfType.Linkage.values();
        if (number < 0 || number >= known.length) {
            throw new InputError(data.where(), "type %d has the unknown linkage %d".formatted(id, number));
        }
        return known[number];
    }

    private int positive(int id, int size) {
        if (size <= 0 || size > 16) {
            throw new InputError(data.where(), "scalar type %d has %d bytes".formatted(id, size));
        }
        return size;
    }

    private String name() {
        return strings.text(word() & 0xffff_ffffL);
    }

    private int word() {
        int word = data.s32(at);
        at += Integer.BYTES;
        return word;
    }
}
