package xdp2rtl.reduce;

import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Width;

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
        Operation better = new Operation.Load(o.space(), o.size(), o.signed(), o.swapped(), o.quiet()
            || inside(o), o.dst(), a.base, a.offset, o.alias());
        return legal(better, o.space(), a, o.size().bytes()) ? better : o;
    }

    Operation store(Operation.Store o) {
        Address a = address(o.space(), o.base(), o.offset());
        Operand value = scope.demanded(o.value(), o.size().bytes() == 8 ? -1
            : (1L << 8 * o.size().bytes()) - 1);
        Known known = scope.known(value);
        if (o.swapped() && known.isConstant() && o.size().bytes() <= 4) {
            int swapped = (int) (Long.reverseBytes(known.min()) >>> 64 - 8 * o.size().bytes());
            Operation plain = new Operation.Store(o.space(), o.size(), false, o.base(), o.offset(),
                new Immediate(swapped), o.alias());
            return Encoding.obstacle(plain).isEmpty() ? plain : o;
        }
        Operand constant = o.swapped() ? value
            : Substitution.immediate(low(known, o.size().bytes())).map(i -> (Operand) i).orElse(value);
        AluOp swap = switch (o.size()) {
            case B2 -> AluOp.SWAP16;
            case B4 -> AluOp.SWAP32;
            case B8 -> AluOp.SWAP64;
            case B1, B6 -> AluOp.MOV;
        };
        boolean swaps = swap != AluOp.MOV && scope.alu(swap, constant) != null
            && (swap != AluOp.SWAP64 || scope.alu(swap, constant).width() == Width.W64);
        Operand source = swaps ? scope.alu(swap, constant).left() : constant;
        Operation.Store better = new Operation.Store(o.space(), o.size(), o.swapped() != swaps, a.base,
            a.offset, source, o.alias());
        if (legal(better, o.space(), a, o.size().bytes())) {
            return better;
        }
        Operation.Store register = new Operation.Store(o.space(), o.size(), o.swapped(), a.base, a.offset,
            o.value(), o.alias());
        return legal(register, o.space(), a, o.size().bytes()) ? register : o;
    }

    /// What is stored of a constant, as a constant that an instruction can hold.
    private static Known low(Known value, int bytes) {
        return value.isConstant() && bytes <= 4
            ? Known.constant((int) (bytes == 4 ? value.min() : value.min() & (1L << 8 * bytes) - 1)) : value;
    }

    Operation atomic(Operation.AtomicRequest o) {
        Address a = address(Space.MAP, o.base(), o.offset());
        Operation better = new Operation.AtomicRequest(o.op(), o.width(), a.base, a.offset, o.value(),
            o.alias());
        return Encoding.obstacle(better).isEmpty() ? better : o;
    }

    Operation multiply(Operation.Multiply o) {
        Known left = scope.known(o.left());
        Known right = scope.known(o.right());
        if (left.isConstant() && right.isConstant()) {
            long product = left.min() * right.min();
            return scope.constant(o.dst(), o.width() == Width.W64 ? product : product & Known.LOW32);
        }
        if (o.right() instanceof Reg other) {
            Optional<Immediate> constant = Substitution.immediate(right);
            Optional<Immediate> mirrored = Substitution.immediate(left);
            return constant.isPresent() ? new Operation.Multiply(o.width(), o.dst(), o.left(), constant.get())
                : mirrored.isPresent() ? new Operation.Multiply(o.width(), o.dst(), other, mirrored.get())
                : o;
        }
        int by = ((Immediate) o.right()).value();
        if (by == 0) {
            return Scope.copy(o.dst(), new Immediate(0));
        }
        if (Integer.bitCount(by) == 1 && by > 0) {
            return new Operation.Alu(AluOp.LSH, o.width(), o.dst(), o.left(),
                new Immediate(Integer.numberOfTrailingZeros(by)));
        }
        boolean small = o.width() == Width.W32 && by > 0 && left.fits(31) && left.max() * by <= Known.LOW32
            && left.max() * by >= 0;
        return small ? new Operation.Multiply(Width.W64, o.dst(), o.left(), o.right()) : o;
    }

    /// What is known of what the operation leaves in its register.
    Known result(Operation operation) {
        return switch (operation) {
            case Operation.Alu o when folds(o) ->
                folded(scope.known(((Operation.Alu) scope.definition(o.left())).left()));
            case Operation.Alu o ->
                Known.of(o.op(), o.width(), o.op().readsLeft() ? scope.known(o.left()) : Known.ANY,
                    scope.known(o.right()));
            case Operation.Compare _ -> Known.bits(1);
            case Operation.Choose o -> scope.known(o.whenSet()).or(scope.known(o.otherwise()));
            case Operation.Multiply o -> product(scope.known(o.left()), scope.known(o.right()), o.width());
            case Operation.Load o -> o.signed() ? Known.ANY : Known.bits(8 * o.size().bytes());
            case Operation.Get o -> switch (o.special()) {
                case LENGTH -> scope.facts.ofLength(scope.length());
                case META -> Known.range(0, CoreConfig.MAX_META);
                case IFINDEX, RX_QUEUE, RANDOM -> Known.bits(32);
                case CPU -> Known.bits(6);
                case TIME, RESULT, REDIRECT -> Known.ANY;
            };
            case Operation.Adjust _, Operation.Store _, Operation.Branch _, Operation.Jump _,
                 Operation.Exit _, Operation.Put _, Operation.Push _, Operation.MapRequest _,
                 Operation.AtomicRequest _, Operation.DivideRequest _ -> Known.ANY;
        };
    }

    /// Whether the sum is `(v & 65535) + (v >> 16)`, in either order: a step of the Internet checksum.
    private boolean folds(Operation.Alu o) {
        if (o.op() != AluOp.ADD || o.width() != Width.W64) {
            return false;
        }
        Operation.Alu low = scope.alu(AluOp.AND, o.left());
        Operation.Alu high = scope.alu(AluOp.RSH, o.right());
        if (low == null || high == null) {
            low = scope.alu(AluOp.AND, o.right());
            high = scope.alu(AluOp.RSH, o.left());
        }
        return low != null && high != null && low.left().equals(high.left())
            && low.right().equals(new Immediate(0xffff))
            && high.right().equals(new Immediate(16)) && high.width() == Width.W64;
    }

    /// The largest sum of the two parts is met at the largest value or below the last multiple of 65536.
    private static Known folded(Known value) {
        long high = value.max() >>> 16;
        return high == 0 ? value : Known.range(0, Math.max(0xffff + high - 1, (value.max() & 0xffff) + high));
    }

    Operation adjust(Operation.Adjust o) {
        return new Operation.Adjust(o.op(), o.dst(), scope.demanded(o.delta(), Known.LOW32));
    }

    private static Known product(Known a, Known b, Width width) {
        Known wide = a.fits(31) && b.fits(31) ? Known.range(a.min() * b.min(), a.max() * b.max()) : Known.ANY;
        return width == Width.W64 ? wide : wide.low32();
    }

    private boolean legal(Operation operation, Space space, Address address, int bytes) {
        boolean onStack = space != Space.STACK || address.base.isPresent()
            || address.offset >= 0 && address.offset + bytes <= CoreConfig.STACK_BYTES;
        return onStack && Encoding.obstacle(operation).isEmpty();
    }

    private Address address(Space space, Optional<Reg> base, int offset) {
        while (base.isPresent()) {
            base = Optional.of((Reg) scope.demanded(base.get(), space == Space.MAP ? Known.LOW32 : -1));
            Known known = scope.known(base.get());
            if (known.isConstant()) {
                long sum = known.min() + offset;
                // Of a map address only the low half counts.
                sum = space == Space.MAP ? (int) sum : sum;
                return sum == (int) sum ? new Address(Optional.empty(), (int) sum)
                    : new Address(base, offset);
            }
            if (!(scope.definition(base.get()) instanceof Operation.Alu o && o.op() == AluOp.ADD
                  && (o.width() == Width.W64 || space == Space.MAP) && o.left() instanceof Reg left
                  && scope.known(o.right()).isConstant())) {
                return new Address(base, offset);
            }
            long sum = offset + scope.known(o.right()).min();
            sum = space == Space.MAP ? (int) sum : sum;
            if (sum != (int) sum) {
                return new Address(base, offset);
            }
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
