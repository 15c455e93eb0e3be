/// The peephole rules of the reduction, one row each: a name, the rewrite as text, a pattern, a guard, the
/// result.
///
/// A [RuleSet] holds the rows of one kind in the order in which they are tried; the first that fits is applied.
/// A row is right by itself, whatever stands before it: a test takes each alone and compares both sides of its
/// arrow. (Models: Cranelift's ISLE, Go's `generic.rules`.)
///
/// In the texts `x`, `y`, `z` are any operands, `a`, `b` constants in the instruction; `add32` is an operation of
/// 32 bits, `add` one of 64, `add*` either; nested operations are the definitions of operands. What stands behind
/// `if` is the guard: what must be known of the values ([Values], [KnownBits]).
package xdp2rtl.reduce.rules;
