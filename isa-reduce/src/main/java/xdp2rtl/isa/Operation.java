package xdp2rtl.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;
import java.util.function.UnaryOperator;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;

/// One operation of the core: what one lane does in one bundle. The records are the instruction set.
///
/// The same type serves before register assignment (registers are virtual, targets are blocks) and after it
/// (registers name lane and index, targets are bundles).
///
/// *Order in a bundle.* All operations read before any writes. Branches are decided in the order of their lanes, lane 0
/// first; the first one taken wins. A [Jump] or [Exit] counts only if no branch of its bundle is taken, wherever it
/// stands. An operation with an effect beyond its destination register ([#hasEffect]) has that effect only if no
/// [Branch] in a lower-numbered lane of its bundle is taken; jumps and exits take nothing away, so they may stand in
/// any lane. Destination registers are written in any case.
///
/// *Groups.* Each operation is in exactly one of [Compute], [Access], [MapAdd], [Transfer], [ContextAccess], [Push] and
/// [Request]; a switch that treats a whole group alike names the group. [Addressed] and [Definition] cut across them.
public sealed interface Operation {

    /// What writes a register.
    sealed interface Definition extends Operation permits Compute, Load, Get, Adjust {
        Reg dst();
    }

    /// What touches memory at `base + offset`; without a base at `offset`.
    sealed interface Addressed extends Operation permits Access, MapAdd, AtomicRequest {
        Space space();

        /// How many bytes are touched.
        int bytes();

        Optional<Reg> base();

        int offset();

        /// Accesses to one space with different non-zero numbers never overlap; 0 may overlap with all.
        int alias();

        /// The same at another address.
        Addressed at(Optional<Reg> base, int offset);
    }

    /// What only computes: the result depends on nothing but the operands, and nothing else changes.
    sealed interface Compute extends Definition permits Alu, Compare, Choose, Multiply {

        /// The result, where it follows from the operands that are known.
        default OptionalLong fold(Function<Operand, OptionalLong> known) {
            return switch (this) {
                case Alu o -> o.op.fold(o.width, o.op.readsLeft() ? known.apply(o.left) : OptionalLong.empty(),
                        known.apply(o.right));
                case Compare o -> both(known, o.left, o.right, (a, b) -> o.cond.holds(o.width, a, b) ? 1 : 0);
                case Choose o -> {
                    OptionalLong test = known.apply(o.test);
                    yield test.isEmpty() ? test : known.apply(test.getAsLong() != 0 ? o.whenSet : o.otherwise);
                }
                case Multiply o -> both(known, o.left, o.right,
                        (a, b) -> o.width == Width.W64 ? a * b : a * b & 0xffff_ffffL);
            };
        }
    }

    /// `dst = left op right`. `left` is ignored by MOV; give it as the immediate 0, or as a register.
    record Alu(AluOp op, Width width, Reg dst, Operand left, Operand right) implements Compute {}

    /// `dst = left cond right ? 1 : 0`.
    record Compare(Cond cond, Width width, Reg dst, Reg left, Operand right) implements Compute {}

    /// `dst = test != 0 ? whenSet : otherwise`; `test` is all 64 bits of the register.
    record Choose(Reg dst, Reg test, Reg whenSet, Immediate otherwise) implements Compute {}

    /// `dst = low half of left * right`. Needs [Unit#MULTIPLY].
    record Multiply(Width width, Reg dst, Reg left, Operand right) implements Compute {}

    /// Loads and stores.
    sealed interface Access extends Addressed permits Load, Store {
        Size size();

        /// Whether the bytes of the value stand in network order.
        boolean swapped();

        @Override default int bytes() { return size().bytes(); }

        @Override Access at(Optional<Reg> base, int offset);
    }

    /// `dst = space[base + offset]`, zero- or sign-extended to 64 bits. `swapped` reverses the bytes of the value
    /// (network order) before extending it. Out of range: a `nonFaulting` load gives 0; any other ends the packet with
    /// XDP_ABORTED.
    record Load(Space space, Size size, boolean signed, boolean swapped, boolean nonFaulting, Reg dst,
            Optional<Reg> base, int offset, int alias) implements Access, Definition {
        @Override public Load at(Optional<Reg> other, int distance) {
            return new Load(space, size, signed, swapped, nonFaulting, dst, other, distance, alias);
        }
    }

    /// `space[base + offset] = value`. Out of range ends the packet with XDP_ABORTED.
    record Store(Space space, Size size, boolean swapped, Optional<Reg> base, int offset,
            Operand value, int alias) implements Access {
        @Override public Store at(Optional<Reg> other, int distance) {
            return new Store(space, size, swapped, other, distance, value, alias);
        }
    }

    /// `map[base + offset] += value`, 1, 2, 4 or 8 bytes at an address that is a multiple of them. Additions that other
    /// packets make at the same time come before it or after it, never between its read and its write. Out of range, or
    /// not aligned, ends the packet with XDP_ABORTED.
    record MapAdd(Size size, Optional<Reg> base, int offset, Operand value, int alias) implements Addressed {
        @Override public Space space() { return Space.MAP; }

        @Override public int bytes() { return size.bytes(); }

        @Override public MapAdd at(Optional<Reg> other, int distance) {
            return new MapAdd(size, other, distance, value, alias);
        }
    }

    /// Where control may leave the straight line.
    sealed interface Transfer extends Operation permits Targeted, Exit {}

    /// What has a target: a branch goes there if its condition holds, a jump if no branch of its bundle is taken.
    sealed interface Targeted extends Transfer permits Branch, Jump {
        Target target();

        /// The same with another target.
        Targeted withTarget(Target target);
    }

    /// `if (left cond right) goto target`. Operands: two registers, a register and an immediate, a register and the
    /// length, or the length and an immediate.
    record Branch(Cond cond, Width width, Operand left, Operand right, Target target) implements Targeted {
        @Override public Branch withTarget(Target other) { return new Branch(cond, width, left, right, other); }

        /// Whether it is taken, where that follows from the operands that are known.
        public Optional<Boolean> fold(Function<Operand, OptionalLong> known) {
            OptionalLong taken = both(known, left, right, (a, b) -> cond.holds(width, a, b) ? 1 : 0);
            return taken.isEmpty() ? Optional.empty() : Optional.of(taken.getAsLong() != 0);
        }
    }

    /// `goto target`.
    record Jump(Target target) implements Targeted {
        @Override public Jump withTarget(Target other) { return new Jump(other); }
    }

    /// Ends the packet. The action is the low half of `action`; all 64 bits are reported as R0.
    record Exit(Operand action) implements Transfer {}

    /// What reads or changes the state that a context has beside its registers and memories.
    sealed interface ContextAccess extends Operation permits Get, Put, Adjust {}

    /// `dst = special`.
    record Get(Reg dst, Special special) implements ContextAccess, Definition {}

    /// `special = value`; with an `upper` other than 0, the low half of `value` below it.
    record Put(Special special, Operand value, int upper) implements ContextAccess {
        public Put(Special special, Operand value) { this(special, value, 0); }

        /// What is written where the operand has this value.
        public long word(long value) { return upper == 0 ? value : value & 0xffff_ffffL | (long) upper << 32; }
    }

    /// Moves a border of the packet by the signed low half of `delta`; `dst` = 0 or a negative error number.
    record Adjust(AdjustOp op, Reg dst, Operand delta) implements ContextAccess, Definition {}

    /// Lays down 16 bytes for the next request: `arguments[index] = low, high`. Index 0 to 31.
    record Push(int index, Operand low, Operand high) implements Operation {}

    /// What starts something that answers in RESULT, and goes on beside the bundles that follow.
    sealed interface Request extends Operation permits MapRequest, AtomicRequest, DivideRequest {}

    /// Asks the map unit. The key's first 16 bytes are `low, high` (zero-padded); bytes from 16 on are in the pushed
    /// pairs 1, 2, ...; for an update the value follows in the pairs after the key's last. `map` is the number of the
    /// descriptor; `flags` 0 to 3 and above; any flags over 2 answer -EINVAL.
    record MapRequest(MapOp op, int map, int flags, Operand low, Operand high) implements Request {}

    /// Asks for an atomic operation on the map value at `base + offset`, which is aligned to the width. For
    /// COMPARE_EXCHANGE pair 0 has been pushed with the expected value as its low word.
    record AtomicRequest(AtomicOp op, Width width, Optional<Reg> base, int offset, Operand value, int alias)
            implements
            Request,
            Addressed {
        @Override public Space space() { return Space.MAP; }

        @Override public int bytes() { return width.bits() / Byte.SIZE; }

        @Override public AtomicRequest at(Optional<Reg> other, int distance) {
            return new AtomicRequest(op, width, other, distance, value, alias);
        }
    }

    /// Asks the divider for `left op right`.
    record DivideRequest(DivideOp op, Width width, Reg left, Operand right) implements Request {}

    /// The register that is written, if any.
    default Optional<Reg> writes() {
        return this instanceof Definition definition ? Optional.of(definition.dst()) : Optional.empty();
    }

    /// The registers that are read, in operand order; block arguments of a target are not among them.
    default List<Reg> reads() {
        List<Reg> regs = new ArrayList<>(2);
        for (Operand operand : sources()) {
            switch (operand) {
                case Reg reg -> regs.add(reg);
                case Immediate _, Length _ -> {}
            }
        }
        return regs;
    }

    /// All source operands, in operand order.
    default List<Operand> sources() {
        return switch (this) {
            case Alu o -> o.op().readsLeft() ? List.of(o.left(), o.right()) : List.of(o.right());
            case Compare o -> List.of(o.left(), o.right());
            case Choose o -> List.of(o.test(), o.whenSet());
            case Multiply o -> List.of(o.left(), o.right());
            case Load o -> List.copyOf(o.base().stream().toList());
            case Store o -> o.base().isPresent() ? List.of(o.base().get(), o.value()) : List.of(o.value());
            case MapAdd o -> o.base().isPresent() ? List.of(o.base().get(), o.value()) : List.of(o.value());
            case Branch o -> List.of(o.left(), o.right());
            case Jump _, Get _ -> List.of();
            case Exit o -> List.of(o.action());
            case Put o -> List.of(o.value());
            case Adjust o -> List.of(o.delta());
            case Push o -> List.of(o.low(), o.high());
            case MapRequest o -> List.of(o.low(), o.high());
            case AtomicRequest o -> o.base().isPresent() ? List.of(o.base().get(), o.value()) : List.of(o.value());
            case DivideRequest o -> List.of(o.left(), o.right());
        };
    }

    /// The unit that the lane must have; empty for what every lane can do.
    default Optional<Unit> unit() { return OpClass.of(this).unit(); }

    /// Whether the operation does something that a register cannot undo: it must not run on a path that the program
    /// does not take.
    default boolean hasEffect() {
        return switch (this) {
            case Compute _, Get _ -> false;
            case Load o -> !o.nonFaulting();
            case Store _, MapAdd _, Transfer _, Put _, Adjust _, Push _, Request _ -> true;
        };
    }

    /// The same operation with other registers; block arguments are renamed as uses.
    default Operation rename(UnaryOperator<Reg> use, UnaryOperator<Reg> def) {
        return switch (this) {
            case Alu o -> new Alu(o.op, o.width, def.apply(o.dst), use(o.left, use), use(o.right, use));
            case Compare o -> new Compare(o.cond, o.width, def.apply(o.dst), use.apply(o.left), use(o.right, use));
            case Choose o -> new Choose(def.apply(o.dst), use.apply(o.test), use.apply(o.whenSet), o.otherwise);
            case Multiply o -> new Multiply(o.width, def.apply(o.dst), use.apply(o.left), use(o.right, use));
            case Load o ->
                new Load(o.space, o.size, o.signed, o.swapped, o.nonFaulting, def.apply(o.dst), o.base.map(use),
                        o.offset, o.alias);
            case Store o ->
                new Store(o.space, o.size, o.swapped, o.base.map(use), o.offset, use(o.value, use), o.alias);
            case MapAdd o -> new MapAdd(o.size, o.base.map(use), o.offset, use(o.value, use), o.alias);
            case Branch o -> new Branch(o.cond, o.width, use(o.left, use), use(o.right, use), use(o.target, use));
            case Jump o -> new Jump(use(o.target, use));
            case Exit o -> new Exit(use(o.action, use));
            case Get o -> new Get(def.apply(o.dst), o.special);
            case Put o -> new Put(o.special, use(o.value, use), o.upper);
            case Adjust o -> new Adjust(o.op, def.apply(o.dst), use(o.delta, use));
            case Push o -> new Push(o.index, use(o.low, use), use(o.high, use));
            case MapRequest o -> new MapRequest(o.op, o.map, o.flags, use(o.low, use), use(o.high, use));
            case AtomicRequest o ->
                new AtomicRequest(o.op, o.width, o.base.map(use), o.offset, use(o.value, use), o.alias);
            case DivideRequest o -> new DivideRequest(o.op, o.width, use.apply(o.left), use(o.right, use));
        };
    }

    private static OptionalLong both(Function<Operand, OptionalLong> known, Operand left, Operand right,
            LongBinaryOperator result) {
        OptionalLong a = known.apply(left);
        OptionalLong b = known.apply(right);
        return a.isEmpty() || b.isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(result.applyAsLong(a.getAsLong(), b.getAsLong()));
    }

    private static Operand use(Operand operand, UnaryOperator<Reg> use) {
        return switch (operand) {
            case Reg reg -> use.apply(reg);
            case Immediate _, Length _ -> operand;
        };
    }

    private static Target use(Target target, UnaryOperator<Reg> use) {
        return switch (target) {
            case Target.ToBlock to ->
                new Target.ToBlock(to.block(), to.arguments().stream().map(argument -> use(argument, use)).toList());
            case Target.ToBundle _, Target.Leave _ -> target;
        };
    }
}
