/// What Linux knows of a network and helpers ask for: interfaces, routes and neighbours, as data and as a file of what
/// iproute2 prints, and the tables in which the hardware has it.
package xdp2rtl.fib;
