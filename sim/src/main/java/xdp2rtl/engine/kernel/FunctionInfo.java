package xdp2rtl.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.elf.FunctionTypes;

/// What Linux is told of the functions of a program: types, and which function has which. Every function has a type of
/// its own, so that Linux can say afterwards which functions it has kept. Those that the object says nothing of are
/// static ones without arguments: Linux verifies them where they are called, as it does without any types.
///
/// @param btf   the types
/// @param types of the functions, in the order of their slots
record FunctionInfo(byte[] btf, List<Integer> types) {
    private static final int FUNCTION = 12 << 24;
    private static final int PROTOTYPE = 13 << 24;
    private static final int RECORD = 12;
    private static final int HEADER = 24;

    /// @param starts first slots of the functions
    /// @param given  what the object says of those from its own code
    static FunctionInfo of(List<Integer> starts, Optional<FunctionTypes> given) {
        byte[] records = given.map(types -> types.records().toArray()).orElse(new byte[0]);
        byte[] texts = given.map(types -> types.texts().toArray()).orElse(new byte[1]);
        SortedMap<Integer, Integer> known = given.map(FunctionTypes::functions).orElseGet(TreeMap::new);
        int prototype = given.map(FunctionTypes::count).orElse(0) + 1;
        var more = ByteBuffer.allocate(RECORD * (starts.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
        var names = new StringBuilder();
        more.putInt(0).putInt(PROTOTYPE).putInt(0);
        var types = new ArrayList<Integer>();
        for (int start : starts) {
            if (known.containsKey(start)) {
                types.add(known.get(start));
                continue;
            }
            types.add(prototype + more.position() / RECORD);
            more.putInt(texts.length + names.length()).putInt(FUNCTION).putInt(prototype);
            names.append("function_").append(start).append('\0');
        }
        byte[] added = names.toString().getBytes(StandardCharsets.US_ASCII);
        int typeBytes = records.length + more.position();
        var btf = ByteBuffer.allocate(HEADER + typeBytes + texts.length + added.length).order(ByteOrder.LITTLE_ENDIAN);
        btf.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(HEADER);
        btf.putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(texts.length + added.length);
        btf.put(records).put(more.flip()).put(texts).put(added);
        return new FunctionInfo(btf.array(), types);
    }

    /// By first slot, the type of each function.
    SortedMap<Integer, Integer> at(List<Integer> starts) {
        var functions = new TreeMap<Integer, Integer>();
        for (int i = 0; i < starts.size(); i++) {
            functions.put(starts.get(i), types.get(i));
        }
        return functions;
    }
}
