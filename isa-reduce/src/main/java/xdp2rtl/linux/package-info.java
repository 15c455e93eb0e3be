/// What Linux defines, as data: helpers, types of map, flags, actions, error numbers.
///
/// What is supported ([xdp2rtl.linux.Helper], [xdp2rtl.linux.MapKind]) is a row with what a verifier must know;
/// everything else that must be known of it is a `switch` without `default`, so that a new row does not compile until
/// each place knows it. What is not supported has a name, a reason and a remedy ([xdp2rtl.linux.Obstacle]), for
/// messages and `docs/support.md`.
package xdp2rtl.linux;
