package xdp2rtl.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.btf.ValueType;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.MapKind;

class ElfObjectTest {

    @Test void readsLegacyMapsWithALongerStruct() {
        ElfObject object = Objects.own("legacy_maps.o");
        assertEquals(List.of(MapSpec.of("counters", MapKind.PERCPU_ARRAY, 4, 8, 256),
                new MapSpec("flows", MapKind.HASH, 12, 16, 1024, 1, false, Optional.empty(),
                        Optional.empty())),
                object.maps());
        assertEquals("[any name:count]", object.entries().toString());
        assertEquals(List.of(1, 0), mapReferences(object.program("count")));
    }

    @Test void readsMapsDeclaredByType() {
        MapSpec flows = Objects.own("global_data.o").maps().getFirst();
        assertEquals(new MapSpec("flows", MapKind.HASH, 4, 16, 100, 1, false, Optional.empty(),
                Optional.empty()),
                flows.withTypes(Optional.empty()));
        MapTypes types = flows.types().orElseThrow();
        assertEquals(Optional.of(new ValueType.Number(4, ValueType.Sign.UNSIGNED, false)), types.key());
        assertEquals(16, types.value().size());
    }

    @Test void makesMapsOfGlobalData() {
        List<MapSpec> maps = Objects.own("global_data.o").program("check").maps();
        assertEquals(List.of("flows", ".rodata", ".data", ".bss"), maps.stream().map(MapSpec::name).toList());
        assertEquals("070000005000bb01901f", maps.get(1).contents().orElseThrow().toString());
        assertTrue(maps.get(1).readOnly());
        assertEquals(0x80, maps.get(1).flags());
        assertEquals("8877665544332211", maps.get(2).contents().orElseThrow().toString());
        assertFalse(maps.get(2).readOnly());
        assertEquals("00".repeat(16), maps.get(3).contents().orElseThrow().toString());
        assertEquals(16, maps.get(3).valueSize());
    }

    @Test void pointsIntoGlobalData() {
        Program program = Objects.own("global_data.o").program("check");
        // seen += ports[2]: .rodata + 4 (the array), then .data
        assertEquals(new Immediate64.MapValue(1, 4), load(program, 1));
        assertEquals(new Immediate64.MapValue(2, 0), load(program, 4));
        // dropped lies behind last in .bss
        assertEquals(new Immediate64.MapValue(3, 8), load(program, 25));
    }

    private static Immediate64 load(Program program, int slot) {
        return program.code().stream().filter(placed -> placed.slot() == slot).map(Placed::instruction)
                .map(i -> ((Instruction.LoadImmediate) i).value()).findFirst().orElseThrow();
    }

    private static List<Integer> mapReferences(Program program) {
        return program.instructions().stream()
                .filter(i -> i instanceof Instruction.LoadImmediate(_, Immediate64.Map _))
                .map(i -> ((Immediate64.Map) ((Instruction.LoadImmediate) i).value()).index()).toList();
    }

    @Test void appendsSubprogramsInTheOrderOfTheirFirstCalls() {
        ElfObject object = Objects.own("subprograms.o");
        assertEquals("[xdp:first, xdp:second]", object.entries().toString());
        assertEquals(List.of(new Subprogram("first", 0, 12), new Subprogram("middle", 12, 21),
                new Subprogram("leaf", 21, 28), new Subprogram("shared", 28, 35)),
                object.program("first").functions());
        assertEquals(List.of(new Subprogram("second", 0, 7), new Subprogram("alone", 7, 14),
                new Subprogram("shared", 14, 21)), object.program("second").functions());
    }

    /// Objects of compilers before LLVM 8, and of assemblers: functions have no type, no size or no symbol at all.
    @Test void takesTheGlobalSymbolsOfASectionWithoutTypedFunctions() {
        byte[] bytes = Objects.bytes("legacy_maps.o");
        Program typed = ElfObject.parse("x", bytes).program("count");
        changeFunctions(bytes, (buffer, at) -> {
            buffer.put(at + 4, (byte) (buffer.get(at + 4) & 0xf0));
            buffer.putLong(at + 16, 0);
        });
        assertEquals("[any name:count]", ElfObject.parse("x", bytes).entries().toString());
        assertEquals(typed.toString(), ElfObject.parse("x", bytes).program("count").toString());
        changeFunctions(bytes, (buffer, at) -> buffer.put(at + 4, (byte) 0));
        assertEquals("[any name:any name]", ElfObject.parse("x", bytes).entries().toString());
        assertEquals(typed.instructions(), ElfObject.parse("x", bytes).program("any name").instructions());
    }

    @Test void letsAFunctionWithoutASizeGoOnToTheNext() {
        byte[] bytes = Objects.bytes("subprograms.o");
        Program sized = ElfObject.parse("x", bytes).program("first");
        changeFunctions(bytes, (buffer, at) -> buffer.putLong(at + 16, 0));
        assertEquals(sized.functions(), ElfObject.parse("x", bytes).program("first").functions());
    }

    /// Edits the symbols that stand in code sections and are no section's own; `at` is where one lies in the file.
    private static void changeFunctions(byte[] bytes, ObjIntConsumer<ByteBuffer> edit) {
        ElfFile file = ElfFile.parse("x", bytes);
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Section table =
                file.sections().stream().filter(section -> section.type() == Section.SYMTAB).findFirst().orElseThrow();
        for (int i = 0; i < file.symbols().size(); i++) {
            Symbol symbol = file.symbols().get(i);
            if (!symbol.isSection() && !symbol.name().isEmpty()
                    && file.sectionOf(symbol).filter(Section::isCode).isPresent()) {
                edit.accept(buffer, offset(bytes, table) + 24 * i);
            }
        }
    }

    @Test void resolvesCallsInsideTheProgram() {
        Program program = Objects.own("subprograms.o").program("first");
        List<Integer> targets = program.code().stream()
                .filter(p -> p.instruction() instanceof Instruction.Call(CallTarget.Local _))
                .map(p -> p.target(localCall(p.instruction())))
                .toList();
        assertEquals(List.of(12, 28, 21, 21, 21), targets);
    }

    private static int localCall(Instruction instruction) {
        return ((CallTarget.Local) ((Instruction.Call) instruction).target()).offset();
    }

    @Test void loadsWhatTheFourthInstructionSetVersionAdds() {
        String listing = Objects.own("v4.o").program("all").toString();
        for (String text : List.of("r3 = *(s16 *)(r2 + 0)", "w1 = (s8)w1", "w4 s/= w1", "w4 s%= 13",
                "r1 = (s32)r4",
                "r1 = bswap64 r1", "*(u16 *)(r2 + 0) = 5")) {
            assertTrue(listing.contains(text), text + " in\n" + listing);
        }
    }

    @Test void answersTypeFactsFromTheKernelsTypes() {
        Program program = Objects.own("facts.o", Objects.types("facts.o")).program("facts");
        List<Long> values = program.instructions().stream().flatMap(i -> switch (i) {
            case Instruction.LoadImmediate(int dst, Immediate64.Constant(long value)) when dst == 3 ->
                Stream.of(value);
            case Instruction.Alu(var _, var _, int dst, SourceOperand.Immediate(int value)) when dst == 3 ->
                Stream.of((long) value);
            default -> Stream.<Long>empty();
        }).toList();
        assertEquals(22, values.get(0), "offset of in[1].b[2]");
        assertEquals(4, values.get(1), "offset of the unit of a bit field");
        assertEquals(List.of(20L, 1L, 1L, 48L, 51L, 1L, 40L, 1L, -7L, 0x123456789aL), values.subList(2, 12));
        assertTrue(program.toString().contains("r1 = *(u64 *)(r1 + 32)"));
    }

    @Test void refusesAFactThatDisagreesWithTheTypes() {
        byte[] bytes = Objects.bytes("facts.o");
        ElfFile file = ElfFile.parse("facts.o", bytes);
        int code = offset(bytes, file.section("xdp").orElseThrow());
        bytes[code + 33 * 8 + 2] = 31;
        assertEquals("facts.o: section xdp: facts: slot 33 (./facts.c:42: out[13] = o->tail;): its "
                + "CO-RE relocation FIELD_BYTE_OFFSET (type 8, path 0:4) holds 31, but the object's own "
                + "types say 32",
                refusal(() -> ElfObject.parse("facts.o", bytes, Objects.types("facts.o")).program("facts")));
    }

    /// Where a section's bytes lie in the file.
    static int offset(byte[] file, Section section) {
        var buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        return (int) buffer.getLong((int) buffer.getLong(40) + section.index() * 64 + 24);
    }

    @Test void keepsTheCLineOfEachInstruction() {
        Program program = Objects.own("global_data.o").program("check");
        CLine line = program.line(7).orElseThrow();
        assertEquals("./global_data.c:30: seen += ports[2];", line.toString());
        assertEquals("global_data.o: section xdp: check: slot 7 (./global_data.c:30: seen += ports[2];)",
                program.where(7));
    }

    @Test void loadsAProgramBesideOthersThatOnlyAKernelCanLoad() {
        ElfObject object = Objects.own("refused.o");
        assertEquals(5, object.entries().size());
        Program fine = object.program("fine");
        assertEquals(List.of("outer"), fine.maps().stream().map(MapSpec::name).toList());
    }

    @Test void describesTheMapsInsideAMapOfMaps() {
        List<MapSpec> maps = Objects.own("refused.o").maps();
        assertEquals(MapKind.ARRAY_OF_MAPS, maps.getFirst().type());
        assertEquals(Optional.of(MapSpec.of("outer.inner", MapKind.HASH, 4, 8, 8)),
                maps.getFirst().inner().map(inner -> inner.withTypes(Optional.empty())));
        assertEquals(MapSpec.of("programs", MapKind.PROG_ARRAY, 4, 4, 3), maps.get(1));
    }

    @Test void refusesByNameWhatOnlyAKernelHas() {
        ElfObject object = Objects.own("refused.o");
        assertEquals("refused.o: section xdp: calls_the_kernel: slot 1 (./refused.c:51: return "
                + "bpf_kernel_function(1);): it calls `bpf_kernel_function`, which the object does not "
                + "define; libbpf would look for a kernel function of this name, and a card has no kernel. Define it, or use helpers "
                + "and these functions only: " + Kfunc.list(),
                missing(object.program("calls_the_kernel")));
        Program loop = object.program("takes_an_address");
        assertEquals(List.of("takes_an_address", "callback"), loop.functions().stream().map(Subprogram::name).toList());
        assertTrue(loop.toString().contains("r2 = code[+5] ll"), loop::toString);
        assertEquals("refused.o: section xdp: uses_another_section: slot 0 (./refused.c:64: return "
                + "elsewhere;): it uses `elsewhere` in section other_section, which is neither a map "
                + "nor global data. Put it into .maps, .rodata, .data or .bss",
                refusal(() -> object.program("uses_another_section")));
        assertTrue(missing(Objects.own("facts.o").program("kernel_type")).endsWith(
                "it asks about type `outer`; only a kernel's types have the answer. Give them with --btf FILE, such as a "
                        + "copy of /sys/kernel/btf/vmlinux"));
    }

    /// Why the first instruction that is missing something is.
    private static String missing(Program program) {
        return program.linkage().unresolved().values().iterator().next().getMessage();
    }

    @Test void findsAProgramByItsSectionIfThatHasOnlyOne() {
        assertEquals("count", Objects.own("legacy_maps.o").program("any name").name());
        assertEquals("subprograms.o: more than one program is called `xdp`. Choose one of first, second",
                refusal(() -> Objects.own("subprograms.o").program("xdp")));
        assertEquals("v4.o: no program is called `main`. Choose one of all",
                refusal(() -> Objects.own("v4.o").program("main")));
    }

    @Test void refusesAFileThatIsNotThereOrNotAnObject() {
        assertEquals("no/such.o: there is no such file", refusal(() -> ElfObject.read(Path.of("no/such.o"))));
        assertEquals("x: it is not an ELF file. Give an object made with `clang -O2 -g -target bpf -c`",
                refusal(() -> ElfObject.parse("x", new byte[10])));
    }

    @Test void refusesObjectsOfOtherMachines() {
        byte[] big = Objects.bytes("v4.o");
        big[5] = 2;
        assertEquals("x: it is a big-endian object; only little-endian ones are supported. Compile with "
                + "`-target bpfel`", refusal(() -> ElfObject.parse("x", big)));
        byte[] none = Objects.bytes("v4.o");
        none[18] = 0;
        assertEquals(Objects.own("v4.o").program("all").toString(),
                ElfObject.parse("v4.o", none).program("all").toString(),
                "compilers before LLVM 5 name no machine");
        byte[] x86 = Objects.bytes("v4.o");
        x86[18] = 62;
        assertEquals("x: it is not a 64-bit BPF object (machine 62). Give an object made with "
                + "`clang -O2 -g -target bpf -c`", refusal(() -> ElfObject.parse("x", x86)));
    }

    @Test void refusesASectionOutsideTheFile() {
        byte[] bytes = Objects.bytes("v4.o");
        var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Section code = ElfFile.parse("x", bytes).section("xdp").orElseThrow();
        buffer.putLong((int) buffer.getLong(40) + code.index() * 64 + 32, 1L << 62);
        assertEquals("x: section xdp: 4611686018427387904 bytes at offset 64 are not inside the %d bytes of x"
                .formatted(bytes.length), refusal(() -> ElfObject.parse("x", bytes)));
    }

    private static String refusal(Executable loading) {
        return assertThrows(InputError.class, loading).getMessage();
    }
}
