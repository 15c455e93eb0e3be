package xdp2rtl.driver;

import java.util.List;
import xdp2rtl.elf.Bytes;
import xdp2rtl.flow.MapPlace;

/// Numbers that are the sum of what several cores have in the place of each. All that a number is at the start, one core
/// has.
public record AddedNumbers(List<MapPlace.Number> numbers) {
    /// A value of a core that has added nothing.
    public Bytes without(Bytes value) {
        byte[] bytes = value.toArray();
        numbers.forEach(number -> write(bytes, number, 0));
        return Bytes.of(bytes);
    }

    /// What two cores have together.
    public Bytes sum(Bytes one, Bytes other) {
        byte[] bytes = one.toArray();
        numbers.forEach(number -> write(bytes, number, read(one, number) + read(other, number)));
        return Bytes.of(bytes);
    }

    private static long read(Bytes value, MapPlace.Number number) {
        return value.number(number.offset(), number.bytes(), false);
    }

    /// Modulo the number's width, as additions are.
    private static void write(byte[] bytes, MapPlace.Number number, long sum) {
        for (int i = 0; i < number.bytes(); i++) {
            bytes[number.offset() + i] = (byte) (sum >>> Byte.SIZE * i);
        }
    }
}
