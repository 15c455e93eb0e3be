/// The control flow of an eBPF program as one graph: every bpf-to-bpf call is inlined, each call site as a copy of its
/// own, as are functions that the kernel calls back, and some of the kernel's own ([KernelCode]). Registers and stack
/// of a copy belong to its [CallFrame]; nothing here knows types or machine operations. A tail call leads to copies of
/// the programs that follow the entry's code, each in a frame that takes the caller's place.
package xdp2rtl.cfg;
