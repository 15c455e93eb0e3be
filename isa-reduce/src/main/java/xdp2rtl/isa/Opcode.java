package xdp2rtl.isa;

import static xdp2rtl.isa.Opcode.Source.*;

import java.util.Arrays;
import java.util.Optional;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;

/// The operation codes of a slot, one for each form of an operation: code (the ordinal), class, and where operands a
/// and b come from. [Encoding] and [Decoding] read the operands' places here; the fields beside them are theirs.
public enum Opcode {
    NOP(OpClass.NONE, NONE, NONE),
    ALU_R(OpClass.ALU, REGISTER, REGISTER), ALU_I(OpClass.ALU, REGISTER, IMMEDIATE),
    FOLD_R(OpClass.FOLD, REGISTER, REGISTER), FOLD_I(OpClass.FOLD, REGISTER, IMMEDIATE),
    COMPARE_R(OpClass.COMPARE, REGISTER, REGISTER), COMPARE_I(OpClass.COMPARE, REGISTER, IMMEDIATE),
    /// The value without the test is the immediate, which is no operand.
    CHOOSE(OpClass.CHOOSE, REGISTER, REGISTER),
    MULTIPLY_R(OpClass.MULTIPLY, REGISTER, REGISTER), MULTIPLY_I(OpClass.MULTIPLY, REGISTER, IMMEDIATE),
    LOAD_PACKET(OpClass.LOAD_PACKET, AUX_BASE, NONE), LOAD_STACK(OpClass.LOAD_STACK, AUX_BASE, NONE),
    LOAD_MAP(OpClass.LOAD_MAP, AUX_BASE, NONE),
    STORE_PACKET_R(OpClass.STORE_PACKET, DST_BASE, REGISTER), STORE_STACK_R(OpClass.STORE_STACK, DST_BASE, REGISTER),
    STORE_MAP_R(OpClass.STORE_MAP, DST_BASE, REGISTER),
    STORE_PACKET_I(OpClass.STORE_PACKET, DST_BASE, IMMEDIATE), STORE_STACK_I(OpClass.STORE_STACK, DST_BASE, IMMEDIATE),
    STORE_MAP_I(OpClass.STORE_MAP, DST_BASE, IMMEDIATE),
    BRANCH_RR(OpClass.BRANCH, REGISTER, REGISTER), BRANCH_RI(OpClass.BRANCH, REGISTER, IMMEDIATE),
    BRANCH_RL(OpClass.BRANCH, REGISTER, LENGTH), BRANCH_LI(OpClass.BRANCH, LENGTH, IMMEDIATE),
    JUMP(OpClass.JUMP, NONE, NONE),
    EXIT_R(OpClass.EXIT, REGISTER, NONE), EXIT_I(OpClass.EXIT, IMMEDIATE, NONE),
    GET(OpClass.GET, NONE, NONE),
    PUT_R(OpClass.PUT, NONE, REGISTER), PUT_I(OpClass.PUT, NONE, IMMEDIATE),
    ADJUST_R(OpClass.ADJUST, NONE, REGISTER), ADJUST_I(OpClass.ADJUST, NONE, IMMEDIATE),
    PUSH(OpClass.PUSH, EITHER, EITHER),
    MAP_REQUEST(OpClass.MAP_REQUEST, EITHER, EITHER),
    ATOMIC_R(OpClass.ATOMIC, AUX_BASE, REGISTER), ATOMIC_I(OpClass.ATOMIC, AUX_BASE, IMMEDIATE),
    DIVIDE_R(OpClass.DIVIDE, REGISTER, REGISTER), DIVIDE_I(OpClass.DIVIDE, REGISTER, IMMEDIATE),
    ADD_MAP_R(OpClass.ADD_MAP, DST_BASE, REGISTER), ADD_MAP_I(OpClass.ADD_MAP, DST_BASE, NEAR),
    BRANCH_XI(OpClass.BRANCH, RESULT, IMMEDIATE), LOAD_MAP_X(OpClass.LOAD_MAP, RESULT, NONE);

    /// Where an operand comes from.
    public enum Source {
        NONE,
        /// The register that [Field#A] (operand a) or [Field#B] (operand b) names.
        REGISTER,
        /// [Field#IMM].
        IMMEDIATE,
        /// [Field#AUX], signed.
        NEAR,
        /// The length of the packet.
        LENGTH,
        /// The answer of the last request.
        RESULT,
        /// The register, or the immediate where [Field#AUX_LOW_IMM] (operand a) or [Field#AUX_HIGH_IMM] (operand b) is
        /// set.
        EITHER,
        /// The register if [Field#AUX_BASE] is set, otherwise 0.
        AUX_BASE,
        /// The register if [Field#DST_BASE] is set, otherwise 0.
        DST_BASE;

        /// Whether an operand, or none, can come from here.
        boolean gives(Optional<Operand> operand) {
            return operand.map(given -> switch (given) {
                case Reg reg -> switch (this) {
                    case REGISTER, EITHER, AUX_BASE, DST_BASE -> !reg.isResult();
                    case RESULT -> reg.isResult();
                    case NONE, IMMEDIATE, NEAR, LENGTH -> false;
                };
                case Immediate _ -> switch (this) {
                    case IMMEDIATE, NEAR, EITHER -> true;
                    case NONE, REGISTER, LENGTH, RESULT, AUX_BASE, DST_BASE -> false;
                };
                case Length _ -> this == LENGTH;
            }).orElse(switch (this) {
                case NONE, AUX_BASE, DST_BASE -> true;
                case REGISTER, IMMEDIATE, NEAR, LENGTH, RESULT, EITHER -> false;
            });
        }
    }

    private final OpClass opClass;
    private final Source a;
    private final Source b;

    Opcode(OpClass opClass, Source a, Source b) {
        this.opClass = opClass;
        this.a = a;
        this.b = b;
    }

    /// The code for an operation with these operands; empty if the class has no such form.
    static Optional<Opcode> of(OpClass opClass, Optional<Operand> a, Optional<Operand> b) {
        return Arrays.stream(values()).filter(code -> code.opClass == opClass && code.a.gives(a) && code.b.gives(b))
                .findFirst();
    }

    /// What the lane does.
    public OpClass opClass() { return opClass; }

    /// Where the first operand comes from.
    public Source a() { return a; }

    /// Where the second operand comes from.
    public Source b() { return b; }
}
