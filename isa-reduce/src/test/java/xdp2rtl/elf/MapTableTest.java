package xdp2rtl.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import java.util.List;

import org.junit.jupiter.api.Test;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.MapKind;

/// What is wrong with a map's declaration is said with the map's name.
class MapTableTest {
    private static final int HEADER_SIZE_FIELD = 32;

    /// An object of ours whose bytes can be changed.
    private record Patch(String name, ByteBuffer bytes) {
        static Patch of(String name) {
            return new Patch(name, ByteBuffer.wrap(Objects.bytes(name)).order(ByteOrder.LITTLE_ENDIAN));
        }

        Section section(String section) {
            return ElfFile.parse(name, Objects.bytes(name)).section(section).orElseThrow();
        }

        Patch in(String section, int at, int value) {
            bytes.putInt(ElfObjectTest.offset(bytes.array(), section(section)) + at, value);
            return this;
        }

        Patch sizeOf(String section, long size) {
            bytes.putLong((int) bytes.getLong(40) + section(section).index() * 64 + HEADER_SIZE_FIELD, size);
            return this;
        }

        /// Takes a section's name away, so that the loader does not find it.
        Patch without(String section) {
            bytes.putInt((int) bytes.getLong(40) + section(section).index() * 64, 0);
            return this;
        }

        List<MapSpec> maps() {
            return ElfObject.parse(name, bytes.array()).maps();
        }

        String refusal() {
            return assertThrows(InputError.class, () -> ElfObject.parse(name, bytes.array())).getMessage();
        }
    }

    /// As iproute2's `struct bpf_elf_map` has them: an id, a way of pinning.
    @Test void passesOverWhatALegacyDefinitionSaysToItsLoader() {
        Patch patch = Patch.of("legacy_maps.o").in("maps", 28 + 20, 7).in("maps", 28 + 24, 2);
        assertEquals(Objects.own("legacy_maps.o").maps(), patch.maps());
    }

    @Test void mapsOfEventsAndProgramsNeedNoSizes() {
        for (MapKind kind : List.of(MapKind.PERF_EVENT_ARRAY, MapKind.PROG_ARRAY)) {
            MapSpec map = Patch.of("legacy_maps.o").in("maps", 0, kind.number()).in("maps", 4, 0).in("maps", 8, 0)
                    .maps().getFirst();
            assertEquals(List.of(Integer.BYTES, Integer.BYTES), List.of(map.keySize(), map.valueSize()));
        }
    }

    @Test void refusesUnknownKindsOfMap() {
        assertEquals("legacy_maps.o: section maps: map counters: map type 77 is unknown",
                Patch.of("legacy_maps.o").in("maps", 0, 77).refusal());
        assertEquals("legacy_maps.o: section maps: map counters: map type 4294967295 is unknown",
                Patch.of("legacy_maps.o").in("maps", 0, -1).refusal());
    }

    @Test void refusesLegacyDefinitionsOfDifferentSizes() {
        assertEquals("legacy_maps.o: section maps: 55 bytes are not 2 map definitions of one size (16 "
                + "or more)",
                Patch.of("legacy_maps.o").sizeOf("maps", 55).refusal());
    }

    @Test void refusesMapsWithoutTheirTypes() {
        assertEquals("global_data.o: section .maps: its maps have no type information; the definitions "
                + "are in the types. Compile with -g and do not strip .BTF",
                Patch.of("global_data.o").without(".BTF").refusal());
    }

    @Test void refusesGlobalDataThatNoNicCanHold() {
        assertEquals("global_data.o: section .bss: it has 1099511627776 bytes; at most 16777216 bytes "
                + "of global data are supported",
                Patch.of("global_data.o").sizeOf(".bss", 1L << 40).refusal());
    }
}
