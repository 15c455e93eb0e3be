package xdp2rtl.isa;

import java.util.Optional;

/// The operation codes of a slot: code (the ordinal), unit, whether a register is written. [Encoding] says which fields
/// each one uses.
public enum Opcode {
    NOP(false),
    ALU_R(true), ALU_I(true),
    COMPARE_R(true), COMPARE_I(true),
    CHOOSE(true),
    MULTIPLY_R(Unit.MULTIPLY, true), MULTIPLY_I(Unit.MULTIPLY, true),
    LOAD_PACKET(Unit.PACKET_LOAD, true), LOAD_STACK(Unit.STACK, true), LOAD_MAP(Unit.MAP, true),
    STORE_PACKET_R(Unit.PACKET_STORE, false), STORE_STACK_R(Unit.STACK, false), STORE_MAP_R(Unit.MAP, false),
    STORE_PACKET_I(Unit.PACKET_STORE, false), STORE_STACK_I(Unit.STACK, false), STORE_MAP_I(Unit.MAP, false),
    /// register, register
    BRANCH_RR(false),
    /// register, immediate
    BRANCH_RI(false),
    /// register, length of the packet
    BRANCH_RL(false),
    /// length of the packet, immediate
    BRANCH_LI(false),
    JUMP(false),
    EXIT_R(false), EXIT_I(false),
    GET(Unit.CONTEXT, true),
    PUT_R(Unit.CONTEXT, false), PUT_I(Unit.CONTEXT, false),
    ADJUST_R(Unit.CONTEXT, true), ADJUST_I(Unit.CONTEXT, true),
    PUSH(Unit.REQUEST, false),
    MAP_REQUEST(Unit.REQUEST, false),
    ATOMIC_R(Unit.REQUEST, false), ATOMIC_I(Unit.REQUEST, false),
    DIVIDE_R(Unit.REQUEST, false), DIVIDE_I(Unit.REQUEST, false);

    private final Optional<Unit> unit;
    private final boolean writesRegister;

    Opcode(boolean writesRegister) {
        this.unit = Optional.empty();
        this.writesRegister = writesRegister;
    }

    Opcode(Unit unit, boolean writesRegister) {
        this.unit = Optional.of(unit);
        this.writesRegister = writesRegister;
    }

    /// The unit that the lane must have; empty for what every lane can do.
    public Optional<Unit> unit() {
        return unit;
    }

    /// Whether the destination register is written.
    public boolean writesRegister() {
        return writesRegister;
    }
}
