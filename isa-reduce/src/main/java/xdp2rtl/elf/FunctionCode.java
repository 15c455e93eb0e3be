package xdp2rtl.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.Kfunc;

/// A function's bytes on their way into a program, to start there at slot `base`. What depends on the other functions
/// is noted by the byte at which the instruction starts: the functions that it calls or takes the address of, the
/// kernel's functions that it calls, the object's maps that it refers to, and why what it refers to is missing. `lines`
/// has the C lines by slot of the program.
record FunctionCode(Function function, int base, ByteBuffer code, SortedMap<Integer, Function> calls,
        Map<Integer, Kfunc> kernelCalls, Map<Integer, Integer> mapReferences, SortedMap<Integer, InputError> unresolved,
        SortedMap<Integer, CLine> lines) {
    private static final int SLOT = 8;
    private static final int KERNEL_FUNCTION = 2;

    static FunctionCode of(Function function, int base, SortedMap<Long, CLine> sectionLines) {
        byte[] bytes = function.section().data().part(function.name(), function.start(),
                function.size()).toArray();
        var lines = new TreeMap<Integer, CLine>();
        sectionLines.subMap((long) function.start(), (long) function.end())
                .forEach((offset, line) -> lines.put(base + (int) (offset - function.start()) / SLOT, line));
        return new FunctionCode(function, base, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN),
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), lines);
    }

    /// The slot in the program of the instruction at byte `at`.
    int slot(int at) {
        return base + at / SLOT;
    }

    int opcode(int at) {
        return code.get(at) & 0xff;
    }

    /// The field that tells pseudo instructions apart.
    int source(int at) {
        return code.get(at + 1) >> 4 & 0xf;
    }

    int immediate(int at) {
        return code.getInt(at + 4);
    }

    /// The distance of a call to a function that starts at slot `target`.
    void putCall(int at, int target) {
        code.putInt(at + 4, target - slot(at) - 1);
    }

    void putMap(int at, int place) {
        code.putInt(at + 4, place);
    }

    /// Makes a 64-bit load one of a map (pseudo source 5), its place still to be put.
    void loadMap(int at, int objectMap) {
        loadPseudo(at, 5, 0);
        mapReferences.put(at, objectMap);
    }

    /// Makes a 64-bit load one of an address inside a map's value (pseudo source 6), its place still to be
    /// put.
    void loadMapValue(int at, int objectMap, int offset) {
        loadPseudo(at, 6, offset);
        mapReferences.put(at, objectMap);
    }

    /// Makes a 64-bit load one of the number 0.
    void loadZero(int at) {
        loadPseudo(at, 0, 0);
        code.putInt(at + 4, 0);
    }

    /// Makes a 64-bit load one of a function's address, its place still to be put.
    void loadFunction(int at, Function function) {
        loadPseudo(at, 4, 0);
        calls.put(at, function);
    }

    /// Makes a 64-bit load one of a number that is not 0.
    void loadOne(int at) {
        loadPseudo(at, 0, 0);
        code.putInt(at + 4, 1);
    }

    /// Makes a call one of a kernel function that there is not, as Linux lets unreachable ones be.
    void callNothing(int at) {
        code.put(at + 1, (byte) (KERNEL_FUNCTION << 4));
        code.putShort(at + 2, (short) 0);
        code.putInt(at + 4, 0);
    }

    private void loadPseudo(int at, int source, int second) {
        code.put(at + 1, (byte) (code.get(at + 1) & 0xf | source << 4));
        code.putInt(at + 12, second);
    }
}
