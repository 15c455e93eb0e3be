package xdp2rtl.host;

import static xdp2rtl.host.MapRefusals.full;
import static xdp2rtl.isa.ControlRegister.MAP_ROOM;

import java.util.List;
import java.util.Optional;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.DispatchTable;
import xdp2rtl.driver.HashTable;
import xdp2rtl.elf.Bytes;
import xdp2rtl.flow.FlowOwner;
import xdp2rtl.flow.MapPlace;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// Keys of hash maps of which each core has those of its flows, or the first core has all. What the host puts in or takes out is counted with what
/// the cores do; no packet is inside meanwhile.
///
/// @param places of all maps of the program
record FlowKeys(CoreRegisters core, MapLayout layout, MapPlaces places) {
    /// Which cores packets of flows go to; a hash that no core has yet gets one.
    ///
    /// @param name of the only map that begins with keys
    Dispatch owners(String name, List<Bytes> keys) {
        return new DispatchTable(core).owners(places, other -> other.equals(name) ? keys : List.of());
    }

    /// The memory of the core that has a key.
    Optional<DeviceMemory> holder(Placement.Hash hash, Bytes key) {
        List<DeviceMemory> memories = core.memories(DeviceMemory.SMALL_BLOCK);
        return memories.subList(0, places.first().isPresent() ? 1 : memories.size()).stream()
                .filter(memory -> new HashTable(hash, layout, memory).contains(key.toArray())).findFirst();
    }

    /// @throws xdp2rtl.diagnostic.InputError if the map is full
    void put(Placement.Hash hash, Bytes key, Bytes value) {
        Optional<DeviceMemory> holder = holder(hash, key);
        boolean counts = holder.isEmpty() && hash.descriptor().counted() == 1;
        int room = counts ? core.read(MAP_ROOM, hash.number()) : 1;
        DeviceMemory memory = holder.orElseGet(() -> core.memories(DeviceMemory.SMALL_BLOCK).get(owner(hash, key)));
        if (room == 0 || !new HashTable(hash, layout, memory).put(key.toArray(), value.toArray())) {
            throw full(hash.map(), key);
        }
        if (counts) {
            setRoom(hash, room - 1);
        }
    }

    private int owner(Placement.Hash hash, Bytes key) {
        return places.of(hash.map().name()) instanceof MapPlace.ByFlow place
                ? new FlowOwner(owners(hash.map().name(), List.of(key))).of(place.key(), key).orElseThrow() : 0;
    }

    void remove(Placement.Hash hash, Bytes key) {
        new HashTable(hash, layout, holder(hash, key).orElseThrow()).remove(key.toArray());
        if (hash.descriptor().counted() == 1) {
            setRoom(hash, core.read(MAP_ROOM, hash.number()) + 1);
        }
    }

    /// All cores together have so many keys from now on.
    void counted(Placement.Hash hash, int keys) {
        if (hash.descriptor().counted() == 1) {
            setRoom(hash, hash.map().maxEntries() - keys);
        }
    }

    private void setRoom(Placement.Hash hash, int room) {
        core.device().write(ControlRegister.MAP_ROOM.offset(hash.number()), room);
    }
}
