package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.EVENT_COUNT;
import static xdp2rtl.isa.ControlRegister.EVENT_POP;
import static xdp2rtl.isa.ControlRegister.EVENT_WORDS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The event queue of one core, of which the host sees the events that were there when it began.
final class EventQueue {
    private final CoreRegisters registers;
    private final int core;
    private final int cores;
    private final int contexts;
    private int waiting;
    private Optional<CoreEvent> first;

    private EventQueue(CoreRegisters registers, int core, int cores, int contexts) {
        this.registers = registers;
        this.core = core;
        this.cores = cores;
        this.contexts = contexts;
        waiting = registers.read(EVENT_COUNT);
        first = look();
    }

    /// Of every core of a device.
    static List<EventQueue> of(CoreRegisters device) {
        int contexts = device.config().contexts();
        List<CoreRegisters> each = device.each();
        List<EventQueue> queues = new ArrayList<>();
        for (int core = 0; core < each.size(); core++) {
            queues.add(new EventQueue(each.get(core), core, each.size(), contexts));
        }
        return queues;
    }

    /// The oldest, which stays there.
    Optional<CoreEvent> first() {
        return first;
    }

    /// Takes the oldest out.
    CoreEvent take() {
        CoreEvent taken = first.orElseThrow();
        registers.write(EVENT_POP, 1);
        waiting--;
        first = look();
        return taken;
    }

    private Optional<CoreEvent> look() {
        return waiting == 0 ? Optional.empty()
                : Optional.of(CoreEvent.of(registers.readAll(EVENT_WORDS), core, cores, contexts));
    }
}
