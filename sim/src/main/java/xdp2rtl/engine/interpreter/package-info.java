/// eBPF in Java, instruction by instruction: the reference that travels with the tool.
///
/// It follows RFC 9669 and the kernel (6.18) and shares nothing with the compiler but the instruction records.
/// Pointers are numbers: the upper 32 bits name a [MemoryRegion], the lower 32 bits say where in it. Every access is
/// checked against its region; what Linux's verifier would not have let in ends the packet with a [Stop].
package xdp2rtl.engine.interpreter;
