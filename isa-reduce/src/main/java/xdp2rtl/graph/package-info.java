/// The program between object file and schedule: a control-flow graph of machine operations in static single assignment
/// form.
///
/// `Graph` is made from a program (package `lower`), rewritten by passes (package `reduce`), and consumed by the
/// scheduler. Registers are virtual; every one is defined once, by a block parameter or by one step, and its definition
/// dominates its uses. [GraphCheck] holds that.
package xdp2rtl.graph;
