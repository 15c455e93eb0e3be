package xdp2rtl.cli.common;

import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import xdp2rtl.isa.MapMemory;

/// The name of a map memory on the command line.
final class MapMemoryName implements ITypeConverter<MapMemory> {
    @Override public MapMemory convert(String name) {
        return Arrays.stream(MapMemory.values()).filter(memory -> memory.text().equals(name)).findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("there is no map memory `%s`. There are %s".formatted(name,
                                names().collect(Collectors.joining(", ")))));
    }

    private static Stream<String> names() {
        return Arrays.stream(MapMemory.values()).map(MapMemory::text);
    }

    /// What can be given.
    static final class Candidates implements Iterable<String> {
        @Override public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
