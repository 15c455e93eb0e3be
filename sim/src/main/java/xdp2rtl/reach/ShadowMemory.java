package xdp2rtl.reach;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.AddressSpace;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.MapContents;

/// What bytes of the program's memory were made of: what the program stored, else what the inputs put there.
final class ShadowMemory {
    private final Program program;
    private final Inputs inputs;
    private final Map<Long, Term> stored = new HashMap<>();
    /// By address of a value in a map, the key that it was found by.
    private final Map<Long, Bytes> keys = new HashMap<>();

    ShadowMemory(Program program, Inputs inputs) {
        this.program = program;
        this.inputs = inputs;
    }

    void found(long address, Bytes key) {
        keys.put(address, key);
    }

    void store(long address, int size, Term term) {
        for (int i = 0; i < size; i++) {
            stored.put(address + i, Term.part(term, i));
        }
    }

    /// Nobody knows any more what they are made of.
    void forget(long address, int size, AddressSpace memory) {
        byte[] bytes = memory.read(address, size);
        for (int i = 0; i < size; i++) {
            stored.put(address + i, Term.constant(bytes[i] & 0xff));
        }
    }

    /// The bytes of memory, as they are.
    List<Term> load(long address, int size, AddressSpace memory) {
        byte[] bytes = memory.read(address, size);
        var terms = new ArrayList<Term>(size);
        for (int i = 0; i < size; i++) {
            int value = bytes[i] & 0xff;
            Term term = stored.get(address + i);
            if (term == null) {
                term = input(address + i).map(this::term).orElse(null);
            }
            // What is there may have come otherwise, by a helper.
            terms.add(term != null && term.value() == value ? term : Term.constant(value));
        }
        return terms;
    }

    private Term term(Variable variable) {
        return new Term.Input(variable, inputs.get(program, variable));
    }

    private Optional<Variable> input(long address) {
        int region = AddressSpace.region(address);
        int offset = (int) AddressSpace.offset(address);
        if (region == AddressSpace.PACKET) {
            int at = offset - CoreConfig.HEADROOM;
            return at >= 0 && at < inputs.packet().length() ? Optional.of(new Variable.PacketByte(at))
                    : Optional.empty();
        }
        int map = region - AddressSpace.FIRST_MAP;
        if (map < 0 || map >= program.maps().size()) { return Optional.empty(); }
        MapSpec spec = program.maps().get(map);
        int stride = spec.valueSize() + 7 & ~7;
        int at = offset % stride;
        if (at >= spec.valueSize() || !Keys.isOpen(spec, at)) { return Optional.empty(); }
        Bytes key = spec.isArray() ? MapContents.key(offset / stride) : keys.get(address - at);
        return key == null || !spec.isArray() && inputs.value(map, key).isEmpty() ? Optional.empty()
                : Optional.of(new Variable.MapByte(map, key, at));
    }
}
