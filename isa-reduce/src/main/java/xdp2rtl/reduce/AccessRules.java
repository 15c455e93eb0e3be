package xdp2rtl.reduce;

import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.FoldRules;
import xdp2rtl.reduce.rules.KnownBits;

/// `v2 = add v1, 14; v3 = load2 packet[v2 + 9]` becomes `v3 = load2 packet[v1 + 23]`: constants of addresses
/// go into the offset, and stores take the value before it was cut to their size.
///
/// Sound because addresses are sums of 64 bits (of 32 in map memory), whatever part of them stands where, and
/// a store writes the low bytes only.
final class AccessRules {
    private final Scope scope;

    AccessRules(Scope scope) { this.scope = scope; }

    private record Address(Optional<Reg> base, int offset) {}

    Operation load(Operation.Load o) {
        Address a = address(o.space(), o.base(), o.offset());
        Operation better = new Operation.Load(o.space(), o.size(), o.signed(), o.swapped(), o.nonFaulting()
                || inside(o), o.dst(), a.base, a.offset, o.alias());
        return legal(better, o.space(), a, o.size().bytes()) ? better : o;
    }

    Operation store(Operation.Store o) {
        Address a = address(o.space(), o.base(), o.offset());
        Operand value = scope.demanded(o.value(), mask(o.size().bytes()));
        if (o.size() == Size.B2) {
            value = FoldRules.low(scope, value)
                    .map(fold -> (Operand) scope.put(fold.op(), Width.W64, fold.left(), fold.right())).orElse(value);
        }
        KnownBits known = scope.known(value);
        if (o.swapped() && known.isConstant() && o.size().bytes() <= 4) {
            int swapped = (int) (Long.reverseBytes(known.min()) >>> 64 - 8 * o.size().bytes());
            Operation plain = new Operation.Store(o.space(), o.size(), false, o.base(), o.offset(),
                    new Immediate(swapped), o.alias());
            return Encoding.obstacle(plain).isEmpty() ? plain : o;
        }
        Operand constant = o.swapped() ? value
                : low(known, o.size().bytes()).immediate().map(i -> (Operand) i).orElse(value);
        AluOp swap = switch (o.size()) {
            case B2 -> AluOp.SWAP16;
            case B4 -> AluOp.SWAP32;
            case B8 -> AluOp.SWAP64;
            case B1, B6 -> AluOp.MOV;
        };
        Optional<Operation.Alu> swapped = swap == AluOp.MOV ? Optional.empty() : scope.alu(swap, constant)
                .filter(by -> swap != AluOp.SWAP64 || by.width() == Width.W64);
        Operand source = swapped.map(Operation.Alu::left).orElse(constant);
        Operation.Store better = new Operation.Store(o.space(), o.size(), o.swapped() != swapped.isPresent(), a.base,
                a.offset, source, o.alias());
        if (legal(better, o.space(), a, o.size().bytes())) { return better; }
        Operation.Store register = new Operation.Store(o.space(), o.size(), o.swapped(), a.base, a.offset,
                o.value(), o.alias());
        return legal(register, o.space(), a, o.size().bytes()) ? register : o;
    }

    /// What is stored of a constant, as a constant that an instruction can hold.
    private static KnownBits low(KnownBits value, int bytes) {
        return value.isConstant() && bytes <= 4
                ? KnownBits.constant((int) (bytes == 4 ? value.min() : value.min() & (1L << 8 * bytes) - 1)) : value;
    }

    Operation add(Operation.MapAdd o) {
        Address a = address(Space.MAP, o.base(), o.offset());
        Operand value = scope.demanded(o.value(), mask(o.bytes()));
        Operand constant = low(scope.known(value), o.bytes()).immediate().map(i -> (Operand) i).orElse(value);
        return Stream.of(new Operation.MapAdd(o.size(), a.base, a.offset, constant, o.alias()), o.at(a.base, a.offset))
                .filter(better -> Encoding.obstacle(better).isEmpty()).findFirst().orElse(o);
    }

    /// All bits of so many bytes.
    private static long mask(int bytes) { return bytes == 8 ? -1 : (1L << 8 * bytes) - 1; }

    Operation atomic(Operation.AtomicRequest o) {
        Address a = address(Space.MAP, o.base(), o.offset());
        Operation better = o.at(a.base, a.offset);
        return Encoding.obstacle(better).isEmpty() ? better : o;
    }

    /// What is known of what the operation leaves in its register.
    KnownBits result(Operation operation) {
        return switch (operation) {
            case Operation.Alu o when o.op() == AluOp.ADD && o.width() == Width.W64 && folded(o).isPresent() ->
                folded(scope.known(folded(o).get()));
            case Operation.Alu o ->
                KnownBits.of(o.op(), o.width(), o.op().readsLeft() ? scope.known(o.left()) : KnownBits.ANY,
                        scope.known(o.right()));
            case Operation.Compare _ -> KnownBits.bits(1);
            case Operation.Choose o -> scope.known(o.whenSet()).or(scope.known(o.otherwise()));
            case Operation.Multiply o -> product(scope.known(o.left()), scope.known(o.right()), o.width());
            case Operation.Load o -> o.signed() ? KnownBits.ANY : KnownBits.bits(8 * o.size().bytes());
            case Operation.Get o -> switch (o.special()) {
                case LENGTH -> scope.facts.ofLength(scope.length());
                case WHOLE_LENGTH -> KnownBits.range(CoreConfig.MIN_PACKET, CoreConfig.LARGEST_FRAME);
                case META -> KnownBits.range(0, CoreConfig.MAX_META);
                case IFINDEX, RX_QUEUE, RANDOM -> KnownBits.bits(32);
                case CPU -> KnownBits.bits(6);
                case TIME, RESULT, REDIRECT -> KnownBits.ANY;
            };
            case Operation.Store _, Operation.MapAdd _, Operation.Transfer _, Operation.Put _, Operation.Adjust _,
                 Operation.Push _, Operation.Request _ ->
                KnownBits.ANY;
        };
    }

    /// `v`, if the sum is `(v & 65535) + (v >> 16)`, in either order: a step of the Internet checksum.
    private Optional<Operand> folded(Operation.Alu o) {
        return folded(o.left(), o.right()).or(() -> folded(o.right(), o.left()));
    }

    private Optional<Operand> folded(Operand low, Operand high) {
        Optional<Operand> from = scope.alu(AluOp.RSH, high)
                .filter(by -> by.right().equals(new Immediate(16)) && by.width() == Width.W64).map(Operation.Alu::left);
        return scope.alu(AluOp.AND, low)
                .filter(by -> by.right().equals(new Immediate(0xffff)) && from.equals(Optional.of(by.left())))
                .map(Operation.Alu::left);
    }

    /// The largest sum of the two parts is met at the largest value or below the last multiple of 65536.
    private static KnownBits folded(KnownBits value) {
        long high = value.max() >>> 16;
        return high == 0 ? value : KnownBits.range(0, Math.max(0xffff + high - 1, (value.max() & 0xffff) + high));
    }

    Operation adjust(Operation.Adjust o) {
        return new Operation.Adjust(o.op(), o.dst(), scope.demanded(o.delta(), KnownBits.LOW32));
    }

    private static KnownBits product(KnownBits a, KnownBits b, Width width) {
        KnownBits wide =
                a.fits(31) && b.fits(31) ? KnownBits.range(a.min() * b.min(), a.max() * b.max()) : KnownBits.ANY;
        return width == Width.W64 ? wide : wide.low32();
    }

    private boolean legal(Operation operation, Space space, Address address, int bytes) {
        boolean onStack = space != Space.STACK || address.base.isPresent()
                || address.offset >= 0 && address.offset + bytes <= CoreConfig.STACK_BYTES;
        return onStack && Encoding.obstacle(operation).isEmpty();
    }

    private Address address(Space space, Optional<Reg> base, int offset) {
        while (base.isPresent()) {
            base = Optional.of((Reg) scope.demanded(base.get(), space == Space.MAP ? KnownBits.LOW32 : -1));
            KnownBits known = scope.known(base.get());
            if (known.isConstant()) {
                long sum = known.min() + offset;
                // Of a map address only the low half counts.
                sum = space == Space.MAP ? (int) sum : sum;
                return sum == (int) sum ? new Address(Optional.empty(), (int) sum)
                        : new Address(base, offset);
            }
            Optional<Operation.Alu> add = scope.alu(AluOp.ADD, base.get())
                    .filter(o -> (o.width() == Width.W64 || space == Space.MAP) && scope.known(o.right()).isConstant());
            if (add.isEmpty() || !(add.get().left() instanceof Reg left)) { return new Address(base, offset); }
            long sum = offset + scope.known(add.get().right()).min();
            sum = space == Space.MAP ? (int) sum : sum;
            if (sum != (int) sum) { return new Address(base, offset); }
            base = Optional.of(left);
            offset = (int) sum;
        }
        return new Address(base, offset);
    }

    /// Whether the packet is known to be long enough for the load.
    private boolean inside(Operation.Load o) {
        return o.space() == Space.PACKET && o.base().isEmpty() && o.offset() >= 0
                && o.offset() + o.size().bytes() <= scope.known(new Operand.Length()).min();
    }
}
