/// A hardware description language in Java. It prints Verilog for people: named, commented, without
/// temporaries, clean under `verilator -Wall`.
///
/// ## A module is a class
///
/// ```java
/// @Doc("Counts enabled cycles from 0 to limit, then starts again.")
/// public final class Counter extends Component {
///     private final int limit;
///
///     final In en = in(1);
///     @Doc("high in the cycle before the count returns to 0")
///     final Out wrap = out(1);
///     final Reg count = reg(bitsFor(limit));
///
///     public Counter(int limit) {
///         this.limit = limit;                 // parameters first: the fields above are built by super(...)
///         super("counter_" + limit);          // name of the Verilog module, with its parameters
///     }
///
///     @Override protected void logic() {
///         wrap.assign(en.and(count.is(limit)));
///         when(wrap, () -> count.next(0))
///             .elseWhen(en, () -> count.next(count.plus(1)));
///     }
/// }
/// ```
///
/// `Design.of(new Counter(25)).files()` holds the text of `counter_25.v`.
///
/// Fields are ports ({@link xdp2rtl.hdl.In}, {@link xdp2rtl.hdl.Out}), state ({@link xdp2rtl.hdl.Reg},
/// memories), wires and children. Their names in Verilog are the names of the fields: `pushValid` is
/// `push_valid`, element 2 of a list `lane` is `lane_2`, component `ready` of a record `push` is
/// `push_ready`, the value of key `ADD` in a map `unit` is `unit_add`, what an `Optional` holds has the
/// field's name. So a bundle of ports is a record: `record Stream(In valid, Out ready, In data) {}`. A
/// component class is final.
///
/// Every component has the one clock `clk` and the one reset `rst` (synchronous, active high); the ports
/// exist where there is state to be clocked or reset. {@link xdp2rtl.hdl.Reg#noReset} takes a register out of
/// the reset.
///
/// ## Two verbs
///
/// - `assign` says what a wire, an output or an input of a child *is*: exactly once, unconditionally.
/// - `next` says what a register *becomes* at the clock edge, `write` what a memory becomes: under the
///   conditions of the `when(...).elseWhen(...).otherwise(...)` around it. A register keeps its value where
///   nothing is said; a later `when` overrides an earlier `next`.
///
/// So no latch can be written. Only `logic()` states behaviour.
///
/// ## Values
///
/// {@link xdp2rtl.hdl.Bits} has the operators. Widths never change silently: two operands have one width, a
/// number takes the width of the other side, extension is explicit (`zext`, `sext`, `low`, `bits`). Sign
/// belongs to the operation (`below`, `belowSigned`; `shr`, `sar`). Equality is `is`, a multiplexer is
/// `condition.then(x, y)`.
///
/// An enum on wires is a {@link xdp2rtl.hdl.Choice}; `select` asks Java's own exhaustive `switch` for one
/// value per constant and prints a `case`:
///
/// ```java
/// result.assign(select(op, o -> switch (o) {
///     case ADD -> a.plus(b);
///     case SUB -> a.minus(b);
/// }));
/// ```
///
/// `select` also takes an index into a list, or a table of constants. It is the whole value of an `assign`,
/// `let` or `next`, or of an arm of another `select`, or of a branch of a `then` that is.
///
/// `each` is a value element by element, the same for each of them, and is printed as a `for`:
///
/// ```java
/// data.assign(each(64, i -> i.of(late).then(i.of(next), i.of(held))));    // 64 bytes, a bit of `late` for each
/// ```
///
/// It stands where a `select` may. A number as a mask is `maskAt`, `maskBelow`, `maskFrom` or `maskAbove`: shifts.
///
/// An expression is printed where it is used. One that is used more than once, or of which Verilog has to
/// take a part, gets a name by `let("name", value)`, unless it is only wiring or one gate.
///
/// ## Memories
///
/// | declaration | read | ports |
/// |---|---|---|
/// | `mem(width, depth)`      | same cycle, `at(address)`   | 1 write, any reads (a copy of the RAM per 3) |
/// | `blockMem(width, depth)` | next cycle, `read(address)` | 1 write, 1 read                              |
/// | `dualMem(width, depth)`  | next cycle, `port(...)`     | 2 ports, each reads and writes               |
///
/// A read of a word that is being written gives the old word, in simulation and in hardware.
///
/// Writes take one enable per lane of equal width. Reset does not touch a memory. Two ports of a `dualMem`
/// must not write one word in one cycle.
///
/// ## Children
///
/// `final Alu alu = use(new Alu());` makes an instance `alu`; `logic()` assigns its inputs
/// (`alu.a.assign(x)`) and reads its outputs (`alu.y`). `use(4, Alu::new)` is a list `alu_0`...`alu_3`. Equal
/// parameters must give equal module names, different ones different names.
///
/// ## Rules that are checked
///
/// Everything is driven, once; everything that can be read is read, bit by bit, or declared `unused(...)`; no
/// signal depends on itself within a cycle; names are unique. The first broken rule is an {@link
/// xdp2rtl.hdl.HdlError} that begins with the Java line to look at.
///
/// `check("what_holds", condition)` is an assertion at every clock edge outside reset, compiled where the
/// macro `ASSERTIONS` is defined; `given("what_comes_holds", condition)` one of the surroundings, which a proof
/// takes for granted.
package xdp2rtl.hdl;
