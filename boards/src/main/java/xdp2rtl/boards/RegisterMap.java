package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xdp2rtl.isa.ControlRegister;

/// The registers of a board, those of the core and those of its ports, as a table and as a C header.
final class RegisterMap {
    private RegisterMap() {}

    private record Row(String name, int offset, int count, ControlRegister.Access access) {}

    private static List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var it : ControlRegister.values()) rows.add(new Row(it.name(), it.offset(), it.count(), it.access()));
        for (var it : BoardRegister.values()) rows.add(new Row(it.name(), it.offset(), it.count(), it.access()));
        rows.sort(java.util.Comparator.comparingInt(Row::offset));
        return rows;
    }

    static String table() {
        var text = new StringBuilder("""
            # Registers

            32-bit words, AXI4-Lite, byte offsets from the start of the core's window. Every address answers: what is not listed here, or is
            written though it is only read, answers SLVERR and changes nothing, and so does a write that does not enable all four bytes.

            | offset | register | elements | access |
            |---|---|--:|---|
            """);
        for (var row : rows()) {
            text.append("| 0x%03x | `%s` | %d | %s |\n"
                    .formatted(row.offset, row.name, row.count, switch (row.access) {
                case READ -> "read";
                case WRITE -> "write";
                case BOTH -> "read, write";
            }));
        }
        return text.toString();
    }

    static String header() {
        var text = new StringBuilder("""
            /* Registers of an xdp2rtl core: byte offsets of 32-bit words; element i of an array is 4 i further on. Generated. */
            #ifndef XDP2RTL_REGISTERS_H
            #define XDP2RTL_REGISTERS_H

            """);
        for (var row : rows()) {
            text.append("#define XDP2RTL_%s 0x%03x\n"
                    .formatted(row.name.toUpperCase(Locale.ROOT), row.offset));
            if (row.count > 1) text.append("#define XDP2RTL_%s_COUNT %d\n".formatted(row.name, row.count));
        }
        text.append("""

            #define XDP2RTL_MAGIC_VALUE 0x%08x
            #define XDP2RTL_VERSION_VALUE %d
            #define XDP2RTL_CONTROL_RUN 0x%x
            #define XDP2RTL_CONTROL_SEQUENTIAL 0x%x
            #define XDP2RTL_CONTROL_CLEAR 0x%x
            #define XDP2RTL_STATUS_IDLE 0x%x
            #define XDP2RTL_STATUS_CLEARING 0x%x

            #endif
            """.formatted(ControlRegister.MAGIC_VALUE, ControlRegister.VERSION_VALUE, ControlRegister.RUN, ControlRegister.SEQUENTIAL,
                ControlRegister.CLEAR, ControlRegister.IDLE, ControlRegister.CLEARING));
        return text.toString();
    }
}
