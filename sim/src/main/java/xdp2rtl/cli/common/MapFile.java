package xdp2rtl.cli.common;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `--map` is given: a map and the file with its contents.
public record MapFile(String map, Path file) {

    public static final class Converter implements ITypeConverter<MapFile> {
        @Override public MapFile convert(String text) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw new TypeConversionException("`%s` is not a name, `=` and a file".formatted(text));
            }
            return new MapFile(text.substring(0, equals), Path.of(text.substring(equals + 1)));
        }
    }
}
