package xdp2rtl.ebpf;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One row of the opcode table: which fields the form uses, how, and what instruction they make.
/// Fields that the form does not use must be zero, as the kernel's verifier demands.
record Form(int opcode, FieldRule dst, FieldRule src, FieldRule offset, FieldRule imm, FieldRule next,
        Function<Slot, Instruction> instruction) {

    FieldRule rule(Slot.Field field) {
        return switch (field) {
            case DST -> dst;
            case SRC -> src;
            case OFFSET -> offset;
            case IMM -> imm;
            case NEXT -> next;
        };
    }

    /// All forms by opcode.
    static final Map<Integer, List<Form>> BY_OPCODE = FormTable.rows().stream()
            .collect(Collectors.groupingBy(Form::opcode));
}
