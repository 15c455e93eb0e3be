/// The register-level driver of a core: programs, settings and map contents as writes to its registers and its map
/// memory.
///
/// How maps lie in the memory is known here once: boards, the model and the simulated core are filled and read by the
/// same code, through [MapMemoryAccess].
package xdp2rtl.driver;
