/// The generated Verilog as a program: Verilator and the C++ compiler make a shared library of it and of `harness.cpp`,
/// a cache keeps it, and `java.lang.foreign` binds it. Nothing here knows what the core does; only its ports.
package xdp2rtl.verilator;
