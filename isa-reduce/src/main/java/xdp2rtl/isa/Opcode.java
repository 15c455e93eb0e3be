package xdp2rtl.isa;

/// The operation codes of a slot. The ordinal is the code. [Encoding] says which fields each one uses.
public enum Opcode {
    NOP,
    ALU_R, ALU_I,
    COMPARE_R, COMPARE_I,
    CHOOSE,
    MULTIPLY_R, MULTIPLY_I,
    LOAD_PACKET, LOAD_STACK, LOAD_MAP,
    STORE_PACKET_R, STORE_STACK_R, STORE_MAP_R,
    STORE_PACKET_I, STORE_STACK_I, STORE_MAP_I,
    /// register, register
    BRANCH_RR,
    /// register, immediate
    BRANCH_RI,
    /// register, length of the packet
    BRANCH_RL,
    /// length of the packet, immediate
    BRANCH_LI,
    JUMP,
    EXIT_R, EXIT_I,
    GET,
    PUT_R, PUT_I,
    ADJUST_R, ADJUST_I,
    PUSH,
    MAP_REQUEST,
    ATOMIC_R, ATOMIC_I,
    DIVIDE_R, DIVIDE_I
}
