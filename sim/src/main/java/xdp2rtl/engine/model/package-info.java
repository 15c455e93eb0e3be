/// The scheduled bundles in Java, cycle for cycle: a model of the core written from `docs/machine.md`, sharing nothing
/// with the hardware's description but the data in `xdp2rtl.isa`. [CoreModel] is the whole core, [CoresModel] all of
/// them; what it retires is compared with what the hardware retires.
package xdp2rtl.engine.model;
