package xdp2rtl.check;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;

/// Something besides registers that operations read and write.
sealed interface Resource {
    /// Bytes of a memory. `base` is a term, or -1 for the address zero.
    record Bytes(Space space, int base, long offset, int count, int alias) implements Resource {}

    /// The whole of a memory.
    record All(Space space) implements Resource {}

    /// A pushed pair; -1 stands for every one.
    record Argument(int index) implements Resource {}

    /// Where the packet begins and ends.
    record Borders() implements Resource {}

    /// The keys and links of all hash maps.
    record Tables() implements Resource {}

    /// A special that operations write, or whose reads change it.
    record Register(Special special) implements Resource {}

    /// Whether the two may be the same thing.
    default boolean meets(Resource other) {
        return switch (this) {
            case Bytes a -> switch (other) {
                case Bytes b -> a.space == b.space && !(a.alias != 0 && b.alias != 0 && a.alias != b.alias)
                        && (a.base != b.base
                                || a.space == Space.MAP && CoreConfig.mayMeetAsPerCpu(a.offset, b.offset)
                                || a.offset < b.offset + b.count && b.offset < a.offset + a.count);
                case All b -> a.space == b.space;
                case Argument _, Borders _, Tables _, Register _ -> false;
            };
            case All a -> switch (other) {
                case Bytes b -> a.space == b.space;
                case All b -> a.space == b.space;
                case Argument _, Borders _, Tables _, Register _ -> false;
            };
            case Argument a -> other instanceof Argument b && (a.index == b.index || a.index < 0 || b.index < 0);
            case Borders _, Tables _, Register _ -> equals(other);
        };
    }

    /// What an operation reads, its operands given as terms.
    static List<Resource> reads(Operation operation, List<Integer> operands) {
        return switch (operation) {
            case Operation.Load o -> o.space() == Space.PACKET ? List.of(bytes(o, operands), new Borders())
                    : List.of(bytes(o, operands));
            case Operation.Store o -> o.space() == Space.PACKET ? List.of(new Borders()) : List.of();
            case Operation.MapAdd o -> List.of(bytes(o, operands));
            case Operation.Get o -> switch (o.special()) {
                case LENGTH, WHOLE_LENGTH, META -> List.of(new Borders());
                case RESULT, REDIRECT -> List.of(new Register(o.special()));
                case TIME, RANDOM, IFINDEX, RX_QUEUE, CPU -> List.of();
            };
            case Operation.Adjust _ -> List.of(new Borders());
            case Operation.MapRequest _ -> List.of(new Argument(-1), new Tables());
            case Operation.AtomicRequest o -> List.of(new Argument(-1), bytes(o, operands));
            case Operation.Compute _, Operation.Transfer _, Operation.Put _, Operation.Push _,
                 Operation.DivideRequest _ ->
                List.of();
        };
    }

    /// What an operation writes.
    static List<Resource> writes(Operation operation, List<Integer> operands) {
        List<Resource> written = new ArrayList<>();
        switch (operation) {
            case Operation.Store o -> written.add(bytes(o, operands));
            case Operation.MapAdd o -> written.add(bytes(o, operands));
            case Operation.Get o when o.special() == Special.TIME || o.special() == Special.RANDOM ->
                written.add(new Register(o.special()));
            case Operation.Put o -> written.add(new Register(o.special()));
            case Operation.Adjust _ -> written.add(new Borders());
            case Operation.Push o -> written.add(new Argument(o.index()));
            case Operation.MapRequest o when o.op() != MapOp.LOOKUP -> {
                written.add(new Tables());
                written.add(new All(Space.MAP));
            }
            case Operation.AtomicRequest o -> written.add(o.op().isBarrier() ? new All(Space.MAP) : bytes(o, operands));
            case Operation.Compute _, Operation.Load _, Operation.Transfer _, Operation.Get _, Operation.MapRequest _,
                 Operation.DivideRequest _ ->
                {}
        }
        if (operation instanceof Operation.Request) {
            written.add(new Register(Special.RESULT));
        }
        return written;
    }

    private static Resource bytes(Operation.Addressed o, List<Integer> operands) {
        return new Bytes(o.space(), o.base().isPresent() ? operands.getFirst() : -1, o.offset(), o.bytes(), o.alias());
    }
}
