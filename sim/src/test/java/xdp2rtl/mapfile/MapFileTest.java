package xdp2rtl.mapfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;

class MapFileTest {
    private static final MapSpec ARRAY = MapSpec.of("a", MapKind.ARRAY, 4, 2, 2);
    private static final MapSpec HASH = MapSpec.of("h", MapKind.HASH, 2, 1, 2);
    private static final MapSpec PER_CPU = MapSpec.of("p", MapKind.PERCPU_HASH, 1, 1, 2);
    private static final MapSpec DEVICES = MapSpec.of("d", MapKind.DEVMAP, 4, 4, 2);

    private static MapContents.Entry entry(byte[] key, byte[]... values) {
        return new MapContents.Entry(Bytes.of(key), List.of(values).stream().map(Bytes::of).toList());
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String refusal(MapSpec map, String text) {
        return assertThrows(InputError.class, () -> MapFileReader.parse("m.json", text, map)).getMessage();
    }

    @Test void readsWhatBpftoolPrints() {
        String text = "[{\"key\":[\"0x01\",\"0xfe\"],\"value\":[\"0x07\"],\"formatted\":{\"key\":65025,\"value\":7}}]";
        assertEquals(new MapContents(List.of(entry(bytes(1, 0xfe), bytes(7)))),
                MapFileReader.parse("m.json", text, HASH));
    }

    @Test void readsPerCpuValuesInAnyOrder() {
        String text = """
                [{"key":["0x01"],"values":[{"cpu":2,"value":["0x03"]},{"cpu":0,"value":["0x01"]}]}]""";
        assertEquals(List.of(entry(bytes(1), bytes(1), bytes(0), bytes(3))),
                MapFileReader.parse("m.json", text, PER_CPU).entries());
    }

    @Test void passesOverEmptySlotsOfADeviceMap() {
        String text = """
                [{"key":["0x00","0x00","0x00","0x00"],"value":{"error":"No such file or directory"}},
                 {"key":["0x01","0x00","0x00","0x00"],"value":["0x05","0x00","0x00","0x00"]}]""";
        MapContents contents = MapFileReader.parse("m.json", text, DEVICES);
        assertEquals(List.of(entry(bytes(1, 0, 0, 0), bytes(5, 0, 0, 0))), contents.entries());
        assertEquals(text.replaceAll("\n +", "\n"), MapFileWriter.text(DEVICES, contents).replaceFirst("^\\[\n", "[")
                .replaceFirst("\n]\n$", "]"));
    }

    @Test void writesEveryIndexOfAnArray() {
        assertEquals("""
                [
                {"key":["0x00","0x00","0x00","0x00"],"value":["0x00","0x00"]},
                {"key":["0x01","0x00","0x00","0x00"],"value":["0x05","0x06"]}
                ]
                """, MapFileWriter.text(ARRAY, new MapContents(List.of(entry(bytes(1, 0, 0, 0), bytes(5, 6))))));
    }

    @Test void writesHashMapsSortedByKey() {
        var contents = new MapContents(List.of(entry(bytes(0xff, 0), bytes(1)), entry(bytes(1, 0), bytes(2))));
        assertEquals("""
                [
                {"key":["0x01","0x00"],"value":["0x02"]},
                {"key":["0xff","0x00"],"value":["0x01"]}
                ]
                """, MapFileWriter.text(HASH, contents));
        assertEquals("[]\n", MapFileWriter.text(HASH, MapContents.EMPTY));
    }

    @Test void writesPerCpuValues() {
        assertEquals(
                "[\n{\"key\":[\"0x01\"],\"values\":[{\"cpu\":0,\"value\":[\"0x02\"]},{\"cpu\":1,\"value\":[\"0x03\"]}]}\n]\n",
                MapFileWriter.text(PER_CPU, new MapContents(List.of(entry(bytes(1), bytes(2), bytes(3))))));
    }

    @Test void namesTheEntryAndWhatIsWrongWithIt() {
        assertEquals("m.json: not an array of entries. Make one with `bpftool map dump -j`", refusal(HASH, "{}"));
        assertEquals("m.json: entry 0: not an object with a key and a value", refusal(HASH, "[1]"));
        assertEquals("m.json: entry 0: it has no `value`; map h is a hash map",
                refusal(HASH, "[{\"key\":[\"0x1\",\"0x2\"]}]"));
        assertEquals("m.json: entry 0: key: byte 1: `0x100` is not a byte such as \"0x1f\"",
                refusal(HASH, "[{\"key\":[\"0x1\",\"0x100\"]}]"));
        assertEquals("m.json: entry 0: the key has 1 bytes; keys of map h have 2",
                refusal(HASH, "[{\"key\":[\"0x1\"],\"value\":[\"0x1\"]}]"));
        assertEquals("m.json: entry 0: the value has 2 bytes; values of map h have 1",
                refusal(HASH, "[{\"key\":[\"0x1\",\"0x2\"],\"value\":[\"0x1\",\"0x1\"]}]"));
        assertEquals("m.json: entry 0: cpu 0 is there twice", refusal(PER_CPU,
                "[{\"key\":[\"0x1\"],\"values\":[{\"cpu\":0,\"value\":[\"0x1\"]},{\"cpu\":0,\"value\":[\"0x1\"]}]}]"));
        assertEquals("m.json: entry 0: `x` is not the number of a CPU", refusal(PER_CPU,
                "[{\"key\":[\"0x1\"],\"values\":[{\"cpu\":\"x\",\"value\":[\"0x1\"]}]}]"));
    }

    @Test void refusesContentsThatTheMapCannotHold() {
        String one = "{\"key\":[\"0x0%d\",\"0x00\"],\"value\":[\"0x01\"]}";
        assertEquals("m.json: entry 1: key 0100 is there twice",
                refusal(HASH, "[" + one.formatted(1) + "," + one.formatted(1) + "]"));
        assertEquals("m.json: 3 entries for map h, which holds 2",
                refusal(HASH, "[" + one.formatted(1) + "," + one.formatted(2) + "," + one.formatted(3) + "]"));
        assertEquals("m.json: entry 0: index 2 is outside of map a, which has 2 entries", refusal(ARRAY,
                "[{\"key\":[\"0x02\",\"0x00\",\"0x00\",\"0x00\"],\"value\":[\"0x01\",\"0x01\"]}]"));
        assertEquals("m.json: entry 0: interface 0 does not exist. Leave the entry out", refusal(DEVICES,
                "[{\"key\":[\"0x01\",\"0x00\",\"0x00\",\"0x00\"],\"value\":[\"0x00\",\"0x00\",\"0x00\",\"0x00\"]}]"));
    }

    @Test void refusesWhatIsNotJson() {
        assertEquals(true, refusal(HASH, "[{").startsWith("m.json: not JSON ("));
        assertEquals("m.json: not JSON (malformed at line 1 column 5 path $)", refusal(HASH, "[] x"));
        assertEquals("m.json: not JSON (end of input at line 1 column 1001)", refusal(HASH, "[".repeat(1000)));
        assertEquals("/nowhere/m.json: there is no such file",
                assertThrows(InputError.class, () -> MapFileReader.read(Path.of("/nowhere/m.json"), HASH))
                        .getMessage());
    }

    @Test void saysWhyAFileCannotBeWritten() {
        assertEquals("/nowhere/m.json: it cannot be written (no such file or folder)",
                assertThrows(InputError.class, () -> MapFileWriter.write(Path.of("/nowhere/m.json"), HASH,
                        MapContents.EMPTY)).getMessage());
    }
}
