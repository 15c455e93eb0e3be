/// From an object file to programs: sections, types, maps, relocations.
///
///     ElfObject object = ElfObject.read(Path.of("prog.o"));
///     for (ElfObject.Entry entry : object.entries()) {
///         Program program = object.program(entry.name());    // or an InputError with the reason
///     }
///
/// The steps: `ElfFile` (sections, symbols, relocations), `Btf` and `BtfExt` (types, C lines, type facts),
/// `MapTable` (maps), `Relocator` (one function), `Linker` (a program with its subprograms). The result is
/// what libbpf would give to the kernel, with places in [xdp2rtl.elf.Program#maps] instead of file
/// descriptors.
package xdp2rtl.elf;
