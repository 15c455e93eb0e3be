package xdp2rtl.cli.common;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What `host load --ifindex` is given: a port of the board and the interface index that it gets.
public record PortNumber(int port, int ifindex) {

    public static final class Converter implements ITypeConverter<PortNumber> {
        @Override public PortNumber convert(String text) {
            if (!text.matches("\\d{1,3}=\\d{1,9}")) {
                throw new TypeConversionException("`%s` is not a port, `=` and an interface index".formatted(text));
            }
            int equals = text.indexOf('=');
            return new PortNumber(Integer.parseInt(text.substring(0, equals)),
                    Integer.parseInt(text.substring(equals + 1)));
        }
    }
}
