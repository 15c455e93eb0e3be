/// The line from a program to its image: [Compiler] calls the stages in their order, [Compiled] keeps what each of them
/// gave.
package xdp2rtl.compile;
