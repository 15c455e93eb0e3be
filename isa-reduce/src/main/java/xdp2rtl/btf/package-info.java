/// Types in the BPF type format (BTF), and what a program asks of a kernel's types ("compile once, run everywhere").
///
/// `Btf` holds the types of an object, of a kernel (`BtfFile`) or of the user-space API (`UserApi`). A CO-RE relocation
/// names a place in the object's types (`AccessPath`); `CoreResolver` finds it in the target's (`PathMatch`,
/// `Compatibility`, `TypeMatch`), takes the fact from there (`FieldFact`), and `CoreRelocator` writes it into the
/// instruction.
package xdp2rtl.btf;
