package xdp2rtl.boards;

import java.util.Set;
import xdp2rtl.isa.ControlRegister;

/// The registers of a board in SystemRDL 2.0, for register tools.
final class SystemRdl {
    /// Words that are no names (SystemRDL 2.0, tables 3 and 4).
    static final Set<String> KEYWORDS = Set.of("abstract", "accesstype", "addressingtype", "addrmap", "alias", "all",
            "alternate", "bit", "boolean", "bothedge", "byte", "compact", "component", "componentwidth", "constraint",
            "default", "encode", "enum", "external", "false", "field", "fullalign", "hw", "inside", "int", "internal",
            "level", "longint", "mem", "na", "negedge", "nonsticky", "number", "onreadtype", "onwritetype", "posedge",
            "precedencetype", "property", "r", "rclr", "real", "ref", "reg", "regalign", "regfile", "rset", "ruser",
            "rw", "rw1", "shortint", "shortreal", "signal", "signed", "string", "struct", "sw", "this", "true", "type",
            "unsigned", "w", "w1", "wclr", "with", "within", "woclr", "woset", "wot", "wr", "wset", "wuser", "wzc",
            "wzs", "wzt");

    private SystemRdl() {}

    static String text(Board board) {
        var text = new StringBuilder("""
            addrmap xdp2rtl {
                name = "xdp2rtl on %s";
                desc = "AXI4-Lite, 4 KiB. What is not here answers SLVERR, and so does a write that does not enable all four bytes.";
                default regwidth = 32;
                default accesswidth = 32;
            """.formatted(board.name()));
        for (var row : RegisterRow.of(board.shell())) {
            text.append("\n    reg {\n        name = \"%s\";\n        desc = \"%s\";\n".formatted(row.name(),
                    quoted(row.meaning())));
            for (var field : row.fields()) {
                text.append("        field {%s sw = %s; hw = %s; } %s[%d:%d];\n".formatted(
                        field.meaning().isEmpty() ? "" : " desc = \"%s\";".formatted(quoted(field.meaning())),
                        software(row.access()), hardware(row.access()), identifier(field.name()),
                        field.low() + field.bits() - 1,
                        field.low()));
            }
            text.append(row.count() == 1 ? "    } %s @ 0x%03x;\n".formatted(row.name(), row.offset())
                    : "    } %s[%d] @ 0x%03x += 4;\n".formatted(row.name(), row.count(), row.offset()));
        }
        return text.append("};\n").toString();
    }

    /// A keyword is a name with a backslash in front of it.
    private static String identifier(String name) { return KEYWORDS.contains(name) ? "\\" + name : name; }

    private static String software(ControlRegister.Access access) {
        return switch (access) {
            case READ -> "r";
            case WRITE -> "w";
            case BOTH -> "rw";
        };
    }

    /// What is read is the hardware's; what is written, it looks at.
    private static String hardware(ControlRegister.Access access) {
        return switch (access) {
            case READ -> "w";
            case WRITE -> "r";
            case BOTH -> "rw";
        };
    }

    private static String quoted(String text) { return text.replace("\\", "\\\\").replace("\"", "\\\""); }
}
