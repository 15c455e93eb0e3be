package xdp2rtl.lower;

import xdp2rtl.ebpf.Instruction;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.OrderWord;
import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.Type;

/// Loads and stores with an order (`smp_load_acquire`, `smp_store_release`). Only accesses to maps have one that others
/// can see. There an exchange stands behind the load and in front of the store: no access to a map is moved across one
/// ([xdp2rtl.isa.AtomicOp]), and what was asked of the map unit before has been done. It is of a word that nobody else
/// has ([OrderWord]), for an atomic operation on the word itself could undo another context's store.
final class OrderedLowering {
    private final Site site;
    private final MemoryLowering memory;

    OrderedLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.memory = memory;
    }

    void load(Instruction.LoadAcquire acquire) {
        boolean shared = site.type(acquire.base()) instanceof Type.MapValue;
        memory.load(acquire.plain());
        if (shared) {
            order();
        }
    }

    void store(Instruction.StoreRelease release) {
        if (site.type(release.base()) instanceof Type.MapValue) {
            order();
        }
        memory.store(release.plain());
    }

    private void order() {
        Placement.Array word = site.layout.placements().stream().filter(placement -> OrderWord.is(placement.map()))
                .map(Placement.Array.class::cast).findFirst().orElseThrow();
        memory.exchange(new Access(Space.MAP, Value.of(Integer.toUnsignedLong(word.address())), 0,
                Access.sizeOf(Integer.BYTES), true, 0), Value.ZERO);
    }
}
