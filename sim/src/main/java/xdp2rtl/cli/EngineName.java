package xdp2rtl.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The engines by the names that the command line has for them.
enum EngineName {
    INTERPRETER, KERNEL, BUNDLE, RTL;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override public String toString() {
        return text();
    }

    /// For picocli, whose own conversion knows only the constants' names.
    static final class Converter implements ITypeConverter<EngineName> {
        @Override public EngineName convert(String text) {
            return Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("there is no engine `%s`. There are %s".formatted(text,
                                    Arrays.stream(values()).map(EngineName::text).collect(Collectors.joining(", ")))));
        }
    }
}
