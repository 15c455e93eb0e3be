package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import xdp2rtl.isa.ControlRegister;

/// A register of a board's window, of the core or of the board.
///
/// @param offset  bytes, of element 0
/// @param count   elements; 1 for what is no array
/// @param meaning for people
record RegisterRow(String name, int offset, int count, ControlRegister.Access access, String meaning) {
    /// By offset; the core alone has no registers of ports.
    static List<RegisterRow> of(Shell shell) {
        var rows = new ArrayList<RegisterRow>();
        for (var it : ControlRegister.values())
            rows.add(new RegisterRow(it.name(), it.offset(), it.count(), it.access(), it.meaning()));
        if (shell != Shell.NONE) {
            for (var it : BoardRegister.values())
                rows.add(new RegisterRow(it.name(), it.offset(), it.count(), it.access(), it.meaning()));
        }
        rows.sort(Comparator.comparingInt(RegisterRow::offset));
        return List.copyOf(rows);
    }

    /// Its parts: the bits that have names, else all of it.
    List<Field> fields() {
        var named = RegisterValue.ALL.stream().filter(value -> value.isBitsOf(name))
                .map(value -> new Field(value.name().substring(name.length() + 1).toLowerCase(Locale.ROOT),
                        Integer.numberOfTrailingZeros(value.value()), Integer.bitCount(value.value()), value.meaning()))
                .sorted(Comparator.comparingInt(Field::low)).toList();
        return named.isEmpty() ? List.of(new Field("value", 0, 32, "")) : named;
    }

    /// @param low  bit
    /// @param bits wide
    record Field(String name, int low, int bits, String meaning) {}
}
