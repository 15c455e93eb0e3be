package xdp2rtl.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.linux.MapType;

/// The objects that Debian ships, against the sizes, helpers and maps that libbpf and the kernel report.
class DebianObjectsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            xdp-dispatcher.o,       xdp:xdp_dispatcher,  148, 214, '',   ARRAY*1
            xdp-dispatcher.o,       xdp:xdp_pass,          2,   2, '',   ''
            xdpdump_xdp.o,          xdp:xdpdump,          35,  35, 25,   PERF_EVENT_ARRAY*1 ARRAY*1
            xdpfilt_alw_all.o,      xdp:xdpfilt_alw_all, 437, 437, 1,    PERCPU_ARRAY*2 PERCPU_HASH*3
            xdpfilt_alw_eth.o,      xdp:xdpfilt_alw_eth,  85,  85, 1,    PERCPU_ARRAY*1 PERCPU_HASH*1
            xdpfilt_alw_ip.o,       xdp:xdpfilt_alw_ip,  299, 299, 1,    PERCPU_ARRAY*1 PERCPU_HASH*2
            xdpfilt_alw_tcp.o,      xdp:xdpfilt_alw_tcp, 278, 278, 1,    PERCPU_ARRAY*2
            xdpfilt_alw_udp.o,      xdp:xdpfilt_alw_udp, 276, 276, 1,    PERCPU_ARRAY*2
            xdpfilt_dny_all.o,      xdp:xdpfilt_dny_all, 437, 437, 1,    PERCPU_ARRAY*2 PERCPU_HASH*3
            xdpfilt_dny_eth.o,      xdp:xdpfilt_dny_eth,  85,  85, 1,    PERCPU_ARRAY*1 PERCPU_HASH*1
            xdpfilt_dny_ip.o,       xdp:xdpfilt_dny_ip,  299, 299, 1,    PERCPU_ARRAY*1 PERCPU_HASH*2
            xdpfilt_dny_tcp.o,      xdp:xdpfilt_dny_tcp, 278, 278, 1,    PERCPU_ARRAY*2
            xdpfilt_dny_udp.o,      xdp:xdpfilt_dny_udp, 276, 276, 1,    PERCPU_ARRAY*2
            xsk_def_xdp_prog.o,     xdp:xsk_def_prog,     11,  11, 51,   XSKMAP*1 ARRAY*1
            xsk_def_xdp_prog_5.3.o, xdp:xsk_def_prog,     23,  23, 1 51, XSKMAP*1 ARRAY*1
            xdpdump_bpf.o,          fentry/func:trace_on_entry, 44, 44, 121,PERF_EVENT_ARRAY*1 ARRAY*1
            """)
    void hasTheSizeHelpersAndMapsThatTheKernelSees(String file, String entry, int slots,
            int withSubprograms,
            String helpers, String maps) {
        ElfObject object = ElfObject.read(Objects.debian(file));
        assertTrue(object.entries().stream().anyMatch(e -> e.toString().equals(entry)), object.entries().toString());
        Program program = object.program(entry.substring(entry.indexOf(':') + 1));

        assertEquals(slots, program.functions().getFirst().end());
        assertEquals(withSubprograms, program.slots());
        assertEquals(withSubprograms * 8, InstructionEncoder.encode(program.instructions()).length);
        assertEquals(helpers, helpers(program));
        assertEquals(maps, kinds(program));
        assertEquals("GPL", program.license());
        assertTrue(program.line(0).isPresent());
    }

    private static String kinds(Program program) {
        var counts = new LinkedHashMap<MapType, Integer>();
        program.maps().forEach(map -> counts.merge(map.type(), 1, Integer::sum));
        return counts.entrySet().stream().map(count -> count.getKey() + "*" + count.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String helpers(Program program) {
        var numbers = new TreeSet<Integer>();
        for (Placed placed : program.code()) {
            boolean missing = program.linkage().unresolved().containsKey(placed.slot());
            if (!missing && placed.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))) {
                numbers.add(number);
            }
        }
        return numbers.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({"xdp-dispatcher.o, 11", "xdpfilt_dny_all.o, 0"})
    void appendsEachSubprogramOnce(String file, int subprograms) {
        Program program = ElfObject.read(Objects.debian(file)).program(
                ElfObject.read(Objects.debian(file)).entries().getFirst().name());
        List<String> names = program.functions().stream().map(Subprogram::name).toList();
        assertEquals(subprograms + 1, names.size());
        assertEquals(names.size(), names.stream().distinct().count());
    }
}
