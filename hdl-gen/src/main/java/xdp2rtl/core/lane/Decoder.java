package xdp2rtl.core.lane;

import java.util.List;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.EnumEncoding;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Opcode;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Unit;

@Doc("Takes a slot apart in DECODE; everything stands in registers in OPERANDS. A slot whose code is none of this "
        + "lane's operations is empty.")
final class Decoder extends Component {
    private final Shape shape;
    private final int lane;

    final In slot = in(Field.SLOT_BITS);
    @Doc("a bundle is in DECODE, and its row belongs to the program")
    final In valid = in(1);
    @Doc("the context's LENGTH")
    final In length = in(Shape.LINEAR);

    final Choice<OpClass> action = out(Shape.ACTION);
    @Doc("DECODE: the bank that holds the operand, if one does")
    final List<Out> aBank = outs(shape.lanes(), 1);
    final List<Out> bBank = outs(shape.lanes(), 1);
    @Doc("DECODE: operand a is RESULT")
    final Out aResult = out(1);
    @Doc("the LENGTH or the immediate, to be sign-extended; 0 if the operand is a register or nothing")
    final Out aConstant = out(Field.IMM.width() + 1);
    final Out bConstant = out(Field.IMM.width() + 1);
    @Doc("what is added to a base; CHOOSE: the other value")
    final Out offset = out(Field.IMM.width());
    @Doc("the low bits of the slot's AUX: target, special, kind, flags")
    final Out aux = out(Field.AUX.width());
    @Doc("destination; PUSH: the pair; MAP_REQUEST: the map")
    final Out index = out(Field.DST.width());
    final Out writes = out(1);
    final Out condition = out(Field.AUX_COND.width());
    final Out wide = out(1);
    final Choice<Size> size = out(Size.class);
    final Out swapped = out(1);

    Decoder(Shape shape, int lane) {
        this.shape = shape;
        this.lane = lane;
        super("decoder_" + lane);
    }

    @Override protected void logic() {
        var code = let("code", Shape.field(slot, Field.OP));
        var opcode = choice(new EnumEncoding<>(Opcode.class, Field.OP.width(), Opcode::ordinal), code);
        var known = let("known",
                valid.and(code.below(Bits.named("OPCODES", Bits.of(code.width(), Opcode.values().length)))));
        // known in each arm: of a table of constants Yosys makes a ROM, which takes the register before it to its other
        // side
        var is = choice(Shape.ACTION, let("is", select(opcode,
                o -> known.repeat(action.encoding().width()).and(action.encoding().of(here(o.opClass()))))));
        var writesRegister = let("writes_register", select(is, a -> flag(a.writesRegister())));
        var store = is.isOneOf(OpClass.STORE_PACKET, OpClass.STORE_STACK, OpClass.STORE_MAP, OpClass.ADD_MAP);
        var branch = let("branch", is.is(OpClass.BRANCH));
        action.assign(choice(Shape.ACTION, register("operands_action", is.bits())));
        writes.assign(register("operands_writes", writesRegister));

        section("operand a");
        var immediate = let("immediate", Shape.field(slot, Field.IMM).sext(Field.IMM.width() + 1));
        var longLength = length.zext(Field.IMM.width() + 1);
        var nothing = Bits.of(Field.IMM.width() + 1, 0);
        var aRegister = let("a_register", select(opcode, o -> switch (o.a()) {
            case AUX_BASE -> Shape.field(slot, Field.AUX_BASE);
            case DST_BASE -> Shape.field(slot, Field.DST_BASE);
            case EITHER -> Shape.field(slot, Field.AUX_LOW_IMM).not();
            case IMMEDIATE, NEAR, LENGTH, RESULT -> flag(false);
            case NONE, REGISTER -> flag(true);
        }));
        var lowImmediate = let("low_immediate", Shape.field(slot, Field.AUX_LOW_IMM).then(immediate, nothing));
        var aOther = let("a_other", select(opcode, o -> switch (o.a()) {
            case LENGTH -> longLength;
            case IMMEDIATE -> immediate;
            case EITHER -> lowImmediate;
            case NONE, REGISTER, NEAR, RESULT, AUX_BASE, DST_BASE -> nothing;
        }));
        banks(aBank, Field.A, aRegister);
        aResult.assign(select(opcode, o -> flag(o.a() == Opcode.Source.RESULT)));
        aConstant.assign(register("operands_a_constant", aOther));

        section("operand b");
        var bRegister = let("b_register", select(opcode, o -> switch (o.b()) {
            case REGISTER -> flag(true);
            case EITHER -> Shape.field(slot, Field.AUX_HIGH_IMM).not();
            case NONE, IMMEDIATE, NEAR, LENGTH, RESULT, AUX_BASE, DST_BASE -> flag(false);
        }));
        banks(bBank, Field.B, bRegister);
        var auxiliary = Shape.field(slot, Field.AUX);
        var constant = !shape.has(lane, Unit.MAP) ? immediate : let("constant",
                opcode.is(Opcode.ADD_MAP_I).then(auxiliary.sext(Field.IMM.width() + 1), immediate));
        bConstant.assign(register("operands_b_constant",
                bRegister.then(nothing, opcode.is(Opcode.BRANCH_RL).then(longLength, constant))));

        section("the rest");
        var imm = Shape.field(slot, Field.IMM);
        var near = auxiliary.sext(Field.IMM.width());
        var none = Bits.of(Field.IMM.width(), 0);
        var distance = let("distance", select(opcode, o -> switch (o.opClass()) {
            case STORE_PACKET, STORE_STACK, STORE_MAP -> o.b() == Opcode.Source.IMMEDIATE ? near : imm;
            case ATOMIC -> o.b() == Opcode.Source.IMMEDIATE ? none : imm;
            case NONE, ALU, FOLD, COMPARE, CHOOSE, MULTIPLY, LOAD_PACKET, LOAD_STACK, LOAD_MAP, BRANCH, JUMP, EXIT, GET,
                    PUT,
                    ADJUST, PUSH, ADD_MAP,
                    MAP_REQUEST, DIVIDE ->
                imm;
        }));
        offset.assign(register("operands_offset", distance));
        aux.assign(register("operands_aux", Shape.field(slot, Field.AUX)));
        index.assign(register("operands_index", Shape.field(slot, Field.DST)));
        condition.assign(register("operands_condition",
                branch.then(Shape.field(slot, Field.DST_COND), Shape.field(slot, Field.AUX_COND))));
        var isWide = let("is_wide", branch.then(Shape.field(slot, Field.DST_WIDE), Shape.field(slot, Field.AUX_WIDE)));
        wide.assign(register("operands_wide", isWide));
        var storing = let("storing", store);
        var bytes = storing.then(Shape.field(slot, Field.DST_SIZE), Shape.field(slot, Field.AUX_SIZE));
        var atomicBytes =
                Shape.field(slot, Field.AUX_WIDE).then(size.encoding().of(Size.B8), size.encoding().of(Size.B4));
        size.assign(choice(Size.class, register("operands_size", is.is(OpClass.ATOMIC).then(atomicBytes, bytes))));
        swapped.assign(register("operands_swapped", is.is(OpClass.ATOMIC).not().and(
                storing.then(Shape.field(slot, Field.DST_SWAPPED), Shape.field(slot, Field.AUX_SWAPPED)))));
        unused(slot);
    }

    /// The action, or none where the lane lacks the unit.
    private OpClass here(OpClass action) {
        return action.unit().stream().allMatch(unit -> shape.has(lane, unit)) ? action : OpClass.NONE;
    }

    private void banks(List<Out> banks, Field register, Bits isRegister) {
        var bank = Shape.field(slot, register).bits(4 + shape.lane(), 5);
        for (int i = 0; i < banks.size(); i++)
            banks.get(i).assign(shape.lanes() == 1 ? isRegister : isRegister.and(bank.is(i)));
    }

    private Reg register(String name, Bits value) {
        var reg = reg(name, value.width()).noReset();
        reg.next(value);
        return reg;
    }

    private static Bits flag(boolean value) {
        return Bits.of(1, value ? 1 : 0);
    }
}
