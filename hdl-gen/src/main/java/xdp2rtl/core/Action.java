package xdp2rtl.core;

import java.util.Arrays;
import java.util.Optional;
import xdp2rtl.isa.Opcode;
import xdp2rtl.isa.Unit;

/// What a lane does with an operation, whatever its operands are. The forms of an [Opcode] that differ only in where the operands come
/// from are one action.
enum Action {
    NONE, ALU, COMPARE, CHOOSE, MULTIPLY, LOAD_PACKET, LOAD_STACK, LOAD_MAP, STORE_PACKET, STORE_STACK, STORE_MAP, BRANCH, JUMP, EXIT,
    GET, PUT, ADJUST, PUSH, MAP_REQUEST, ATOMIC, DIVIDE;

    static Action of(Opcode opcode) {
        return switch (opcode) {
            case NOP -> NONE;
            case ALU_R, ALU_I -> ALU;
            case COMPARE_R, COMPARE_I -> COMPARE;
            case CHOOSE -> CHOOSE;
            case MULTIPLY_R, MULTIPLY_I -> MULTIPLY;
            case LOAD_PACKET -> LOAD_PACKET;
            case LOAD_STACK -> LOAD_STACK;
            case LOAD_MAP -> LOAD_MAP;
            case STORE_PACKET_R, STORE_PACKET_I -> STORE_PACKET;
            case STORE_STACK_R, STORE_STACK_I -> STORE_STACK;
            case STORE_MAP_R, STORE_MAP_I -> STORE_MAP;
            case BRANCH_RR, BRANCH_RI, BRANCH_RL, BRANCH_LI -> BRANCH;
            case JUMP -> JUMP;
            case EXIT_R, EXIT_I -> EXIT;
            case GET -> GET;
            case PUT_R, PUT_I -> PUT;
            case ADJUST_R, ADJUST_I -> ADJUST;
            case PUSH -> PUSH;
            case MAP_REQUEST -> MAP_REQUEST;
            case ATOMIC_R, ATOMIC_I -> ATOMIC;
            case DIVIDE_R, DIVIDE_I -> DIVIDE;
        };
    }

    /// The unit that a lane needs for it; empty for what every lane does.
    Optional<Unit> unit() {
        return form().unit();
    }

    boolean writesRegister() {
        return form().writesRegister();
    }

    /// One of its forms: all need the same unit and write alike.
    private Opcode form() {
        return Arrays.stream(Opcode.values()).filter(opcode -> of(opcode) == this).findFirst().orElseThrow();
    }
}
