package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.List;

import xdp2rtl.diagnostic.InputError;

/// The types of an object (its .BTF section).
final class Btf {
    /// No C program nests types deeper; a file in which a type contains itself would.
    private static final int DEPTH = 32;

    private final String where;
    private final List<BtfType> types;
    private final Slice strings;

    private Btf(String where, List<BtfType> types, Slice strings) {
        this.where = where;
        this.types = types;
        this.strings = strings;
    }

    static Btf parse(Slice section) {
        if (section.u16(0) != 0xeb9f || section.u8(2) != 1) {
            throw new InputError(section.where(), "it has no BTF header of version 1");
        }
        long header = section.u32(4);
        Slice types = section.part(section.where(), header + section.u32(8), section.u32(12));
        Slice strings = section.part(section.where(), header + section.u32(16), section.u32(20));
        return new Btf(section.where(), new BtfReader(types, strings).types(), strings);
    }

    /// What an object without type information has.
    static Btf none(String file) {
        return new Btf(file, List.of(new BtfType.Void()), Slice.of(file, new byte[1]));
    }

    String where() {
        return where;
    }

    String text(long offset) {
        return strings.text(offset);
    }

    List<BtfType> types() {
        return types;
    }

    BtfType type(long id) {
        if (id < 0 || id >= types.size()) {
            throw new InputError(where, "it refers to type %d of %d".formatted(id, types.size()));
        }
        return types.get((int) id);
    }

    /// The type without typedefs, qualifiers and tags.
    BtfType resolve(long id) {
        BtfType type = type(id);
        for (int depth = 0; type instanceof BtfType.Alias(var _, int target); depth++) {
            if (depth == DEPTH) {
                throw nestedTooDeeply(id);
            }
            type = type(target);
        }
        return type;
    }

    /// The size of a value in bytes, at most 2^31 - 1.
    int size(long id) {
        long size = size(id, 0);
        if (size > Integer.MAX_VALUE) {
            throw new InputError(where, "type %d has %d bytes".formatted(id, size));
        }
        return (int) size;
    }

    private long size(long id, int depth) {
        if (depth == DEPTH) {
            throw nestedTooDeeply(id);
        }
        return switch (resolve(id)) {
            case BtfType.Int(var _, int size, var _) -> size;
            case BtfType.Float(var _, int size) -> size;
            case BtfType.Enumeration(var _, int size, var _, var _) -> size;
            case BtfType.Pointer _ -> Long.BYTES;
            case BtfType.Composite(var _, var _, long size, var _) -> size;
            case BtfType.Array(var _, int element, long count) ->
                    product(id, size(element, depth + 1), count);
            case BtfType.Variable(var _, int type) -> size(type, depth + 1);
            case BtfType.Void _, BtfType.Forward _, BtfType.Alias _, BtfType.Function _, BtfType.Prototype _,
                 BtfType.DataSection _, BtfType.DeclarationTag _ ->
                    throw new InputError(where, "type %d (%s) has no size".formatted(id, type(id).name()));
        };
    }

    private long product(long id, long size, long count) {
        if (size != 0 && count > Integer.MAX_VALUE / size) {
            throw new InputError(where, "type %d has %d elements of %d bytes".formatted(id, count, size));
        }
        return size * count;
    }

    private InputError nestedTooDeeply(long id) {
        return new InputError(where, "type %d is nested more than %d levels deep".formatted(id, DEPTH));
    }

    /// The variables that the compiler put into a section.
    List<BtfType.Variable> variables(String section) {
        var variables = new ArrayList<BtfType.Variable>();
        for (BtfType type : types) {
            if (type instanceof BtfType.DataSection(String name, var ids) && name.equals(section)) {
                for (int id : ids) {
                    if (!(type(id) instanceof BtfType.Variable variable)) {
                        throw new InputError(where,
                                "type %d of section %s is not a variable".formatted(id, section));
                    }
                    variables.add(variable);
                }
            }
        }
        return variables;
    }
}
