package xdp2rtl.core;

import java.util.Optional;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Opcode;
import xdp2rtl.isa.Unit;

/// What a lane does with an operation, whatever its operands are. The forms of an [Opcode] that differ only in where the operands come
/// from are one action.
enum Action {
    NONE, ALU, COMPARE, CHOOSE, MULTIPLY, LOAD_PACKET, LOAD_STACK, LOAD_MAP, STORE_PACKET, STORE_STACK, STORE_MAP, BRANCH, JUMP, EXIT,
    GET, PUT, ADJUST, PUSH, MAP_REQUEST, ATOMIC, DIVIDE;

    static Action of(Opcode opcode) {
        return valueOf(opcode.opClass().name());
    }

    /// The unit that a lane needs for it; empty for what every lane does.
    Optional<Unit> unit() {
        return OpClass.valueOf(name()).unit();
    }

    boolean writesRegister() {
        return OpClass.valueOf(name()).writesRegister();
    }
}
