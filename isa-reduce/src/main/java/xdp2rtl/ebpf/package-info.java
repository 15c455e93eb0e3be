/// The eBPF instruction set of RFC 9669, as data.
///
///     List<Placed> code = InstructionDecoder.decode("code", bytes);     // refuses what is not an instruction, by slot
///     byte[] same = InstructionEncoder.encode(code.stream().map(Placed::instruction).toList());
///
/// [xdp2rtl.ebpf.Instruction] is sealed, so a `switch` over its records is checked to be complete. Offsets of
/// jumps count 8-byte slots, of which a 64-bit immediate load takes two; [xdp2rtl.ebpf.Placed] keeps the
/// slot.
package xdp2rtl.ebpf;
