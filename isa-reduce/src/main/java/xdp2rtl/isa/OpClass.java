package xdp2rtl.isa;

import java.util.Optional;

/// What a lane does with a slot, whatever the form of its operands: the record of [Operation] that it carries out, and
/// the unit that it needs. The [Opcode]s of one class differ only in where their operands come from.
public enum OpClass {
    /// An empty slot.
    NONE,
    ALU(Operation.Alu.class), COMPARE(Operation.Compare.class), CHOOSE(Operation.Choose.class),
    MULTIPLY(Operation.Multiply.class, Unit.MULTIPLY), FOLD(Operation.Alu.class, Unit.FOLD),
    LOAD_PACKET(Operation.Load.class, Unit.PACKET_LOAD), LOAD_STACK(Operation.Load.class, Unit.STACK),
    LOAD_MAP(Operation.Load.class, Unit.MAP),
    STORE_PACKET(Operation.Store.class, Unit.PACKET_STORE), STORE_STACK(Operation.Store.class, Unit.STACK),
    STORE_MAP(Operation.Store.class, Unit.MAP),
    BRANCH(Operation.Branch.class), JUMP(Operation.Jump.class), EXIT(Operation.Exit.class),
    GET(Operation.Get.class, Unit.CONTEXT), PUT(Operation.Put.class, Unit.CONTEXT),
    ADJUST(Operation.Adjust.class, Unit.CONTEXT),
    PUSH(Operation.Push.class, Unit.REQUEST), MAP_REQUEST(Operation.MapRequest.class, Unit.REQUEST),
    ATOMIC(Operation.AtomicRequest.class, Unit.REQUEST), DIVIDE(Operation.DivideRequest.class, Unit.REQUEST);

    private final Optional<Class<? extends Operation>> operation;
    private final Optional<Unit> unit;

    OpClass() {
        operation = Optional.empty();
        unit = Optional.empty();
    }

    OpClass(Class<? extends Operation> operation) {
        this.operation = Optional.of(operation);
        unit = Optional.empty();
    }

    OpClass(Class<? extends Operation> operation, Unit unit) {
        this.operation = Optional.of(operation);
        this.unit = Optional.of(unit);
    }

    /// The class of an operation.
    public static OpClass of(Operation operation) {
        return switch (operation) {
            case Operation.Alu o -> o.op().folds() ? FOLD : ALU;
            case Operation.Compare _ -> COMPARE;
            case Operation.Choose _ -> CHOOSE;
            case Operation.Multiply _ -> MULTIPLY;
            case Operation.Load o -> switch (o.space()) {
                case PACKET -> LOAD_PACKET;
                case STACK -> LOAD_STACK;
                case MAP -> LOAD_MAP;
            };
            case Operation.Store o -> switch (o.space()) {
                case PACKET -> STORE_PACKET;
                case STACK -> STORE_STACK;
                case MAP -> STORE_MAP;
            };
            case Operation.Branch _ -> BRANCH;
            case Operation.Jump _ -> JUMP;
            case Operation.Exit _ -> EXIT;
            case Operation.Get _ -> GET;
            case Operation.Put _ -> PUT;
            case Operation.Adjust _ -> ADJUST;
            case Operation.Push _ -> PUSH;
            case Operation.MapRequest _ -> MAP_REQUEST;
            case Operation.AtomicRequest _ -> ATOMIC;
            case Operation.DivideRequest _ -> DIVIDE;
        };
    }

    /// The record that says what is done; none for an empty slot.
    public Optional<Class<? extends Operation>> operation() { return operation; }

    /// The unit that the lane must have; empty for what every lane can do.
    public Optional<Unit> unit() { return unit; }

    /// Whether the destination register is written.
    public boolean writesRegister() {
        return operation.filter(Operation.Definition.class::isAssignableFrom).isPresent();
    }
}
