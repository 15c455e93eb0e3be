package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;

/// One run of a program that is not an XDP program: a small XDP program calls it, with a map's value as its memory,
/// and puts all of R0 into another map.
final class FunctionSession implements AutoCloseable {
    private static final int CONTEXT_BYTES = 24;
    private static final int DATA_END = 4;

    private final CLibrary library;
    private final Bpf bpf;
    private final List<Integer> descriptors = new ArrayList<>();
    private final int result;
    private final int program;
    private final MemorySegment key;

    FunctionSession(Program source, Bytes memory, Arena arena) throws LinuxError {
        library = new CLibrary(arena);
        bpf = new Bpf(library, arena);
        key = bpf.allocate(4);
        boolean ready = false;
        try {
            result = create("result", Long.BYTES);
            var code = new ArrayList<Instruction>();
            code.add(argument(memory));
            code.add(move(2, memory.length()));
            code.add(new Instruction.Call(new CallTarget.Local(5)));
            code.add(new Instruction.LoadImmediate(1, new Immediate64.MapValueByDescriptor(result, 0)));
            code.add(new Instruction.Store(AccessSize.DW, 1, 0, new SourceOperand.Register(0)));
            code.add(move(0, 0));
            code.add(new Instruction.Exit());
            code.addAll(source.instructions());
            program = Verifier.load(library, bpf, source.where(0), code, source.license(), false, Optional.empty(),
                    OptionalInt.empty());
            descriptors.add(program);
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    private Instruction argument(Bytes memory) throws LinuxError {
        if (memory.length() == 0) { return move(1, 0); }
        int map = create("memory", memory.length());
        bpf.update(map, key, bpf.copyOf(memory.toArray()), 0);
        return new Instruction.LoadImmediate(1, new Immediate64.MapValueByDescriptor(map, 0));
    }

    private int create(String name, int bytes) throws LinuxError {
        int map = bpf.createMap(MapSpec.of(name, MapKind.ARRAY, 4, bytes, 1));
        descriptors.add(map);
        return map;
    }

    private static Instruction move(int dst, int value) {
        return new Instruction.Alu(AluOperation.MOV, OperandWidth.W64, dst, new SourceOperand.Immediate(value));
    }

    long run() throws LinuxError {
        MemorySegment context = bpf.allocate(CONTEXT_BYTES);
        context.set(JAVA_INT_UNALIGNED, DATA_END, CoreConfig.MIN_PACKET);
        MemorySegment packet = bpf.allocate(CoreConfig.PAGE);
        bpf.testRun(program, packet, CoreConfig.MIN_PACKET, packet, context, bpf.allocate(CONTEXT_BYTES));
        MemorySegment value = bpf.allocate(Long.BYTES);
        bpf.lookup(result, key, value);
        return value.get(JAVA_LONG_UNALIGNED, 0);
    }

    @Override public void close() throws LinuxError {
        for (int descriptor : descriptors) {
            library.close(descriptor);
        }
        descriptors.clear();
    }
}
