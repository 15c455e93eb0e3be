package xdp2rtl.boards;

import xdp2rtl.isa.Cause;
import xdp2rtl.isa.EventWord;

/// The registers of a board, those of the core and those of its ports (which the core alone does not have), as a table
/// and as a C header.
final class RegisterMap {
    private RegisterMap() {}

    static String table(Shell shell) {
        var text = new StringBuilder("""
            # Registers

            32-bit words, AXI4-Lite, byte offsets from the start of the core's window. Every address answers: what is not listed here, or is
            written though it is only read, answers SLVERR and changes nothing, and so does a write that does not enable all four bytes.

            | offset | register | elements | access | |
            |---|---|--:|---|---|
            """);
        for (var row : RegisterRow.of(shell)) {
            text.append("| 0x%03x | `%s` | %d | %s | %s |\n".formatted(row.offset(), row.name(), row.count(),
                    switch (row.access()) {
                        case READ -> "read";
                        case WRITE -> "write";
                        case BOTH -> "read, write";
                    }, row.meaning()));
        }
        text.append("\n## Bits and values\n\n| | value | |\n|---|---|---|\n");
        RegisterValue.ALL
                .forEach(it -> text.append("| `%s` | 0x%x | %s |\n".formatted(it.name(), it.value(), it.meaning())));
        text.append("\n## Words of a record in the event queue\n\n| word | | |\n|--:|---|---|\n");
        for (var word : EventWord.values())
            text.append("| %d | `%s` | %s |\n".formatted(word.ordinal(), word.name(), word.meaning()));
        text.append("\n## Causes\n\n| number | | |\n|--:|---|---|\n");
        for (var cause : Cause.values())
            text.append("| %d | `%s` | %s |\n".formatted(cause.ordinal(), cause.name(), cause.meaning()));
        return text + """

            ## A program by hand

            What `xdp2rtl host load` does, in short, from an image that `xdp2rtl compile` makes for this core:

            1. `CONTROL` = 0; wait for `STATUS` IDLE; `CONTROL` = CLEAR; wait until `STATUS` is no longer CLEARING.
            2. For each row and lane: `PROGRAM_ADDRESS`, then the slot's words into `PROGRAM_LOW`, `PROGRAM_MIDDLE`, `PROGRAM_HIGH`.
            3. What maps hold at the start: `MAP_ADDRESS`, then `MAP_LOW` and `MAP_HIGH` again and again.
               `DESCRIPTORS` of hash maps, `PER_CPU_BASE` of each context.
            4. `PROGRAM_BASE` = 0, `PROGRAM_LENGTH`, `SLOT_LIMIT` (0x100000 is usual).
            5. `CONTROL` = RUN.
            """;
    }

    static String header(Shell shell) {
        var text = new StringBuilder("""
            /* Registers of an xdp2rtl core: byte offsets of 32-bit words; element i of an array is 4 i further on. Generated;
               registers.md says what they do. */
            #ifndef XDP2RTL_REGISTERS_H
            #define XDP2RTL_REGISTERS_H

            """);
        for (var row : RegisterRow.of(shell)) {
            text.append("#define XDP2RTL_%s 0x%03x\n".formatted(row.name(), row.offset()));
            if (row.count() > 1) text.append("#define XDP2RTL_%s_COUNT %d\n".formatted(row.name(), row.count()));
        }
        text.append('\n');
        RegisterValue.ALL.forEach(it -> text.append("#define XDP2RTL_%s 0x%x\n".formatted(it.name(), it.value())));
        text.append("\n/* Words of a record in the event queue. */\n");
        for (var word : EventWord.values())
            text.append("#define XDP2RTL_EVENT_WORD_%s %d\n".formatted(word.name(), word.ordinal()));
        text.append("\n/* Causes, as COUNT_CAUSES counts them and EVENT_WORD_ORIGIN has them. */\n");
        for (var cause : Cause.values())
            text.append("#define XDP2RTL_CAUSE_%s %d\n".formatted(cause.name(), cause.ordinal()));
        return text.append("\n#endif\n").toString();
    }
}
