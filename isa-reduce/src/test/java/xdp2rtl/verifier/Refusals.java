package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;

/// Programs with maps of many kinds that must be refused, and in which words.
final class Refusals {
    static final List<MapSpec> MAPS = List.of(
            MapSpec.of("counters", MapKind.ARRAY, 4, 8, 2),
            MapSpec.globalData(".rodata", Bytes.of(new byte[16]), true),
            MapSpec.of("flows", MapKind.HASH, 8, 8, 4), MapSpec.of("ports", MapKind.DEVMAP, 4, 4, 4),
            MapSpec.of("programs", MapKind.PROG_ARRAY, 4, 4, 4),
            MapSpec.of("outer", MapKind.ARRAY_OF_MAPS, 4, 4, 4)
                    .withNames(new NameTable(List.of("ports"), new TreeMap<>())),
            MapSpec.of("locked", MapKind.ARRAY, 4, 16, 2).withLock(4),
            MapSpec.of("ring", MapKind.RINGBUF, 0, 0, 8192), MapSpec.of("queue", MapKind.QUEUE, 0, 8, 4),
            MapSpec.of("filter", MapKind.BLOOM_FILTER, 0, 8, 4),
            MapSpec.of("answers", MapKind.PERCPU_HASH, 24, 481, 4));

    static final String LOOKUP =
            "r6 = r1\n*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[0] ll\ncall map_lookup_elem\n";

    static final String END = "end:\nr0 = 1\nexit";

    private Refusals() {}

    static void refuses(String words, String assembly) {
        Program raw = Program.raw("test.o", Assembler.assemble("test", assembly));
        Program program = new Program(raw.source(), raw.code(), MAPS, "GPL");
        InputError error = assertThrows(InputError.class,
                () -> GraphBuilder.build(program, MapLayout.of(MAPS, CoreConfig.DEFAULT), Entry.XDP));
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertTrue(error.where().startsWith("test.o: ") && error.where().contains("slot "), error.where());
    }
}
