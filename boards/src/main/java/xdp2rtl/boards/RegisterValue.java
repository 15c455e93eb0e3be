package xdp2rtl.boards;

import java.util.List;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.Dispatch;

/// Bits of a register, or a value that it reads, that have a name: the register's, and what it is there.
record RegisterValue(String name, int value, String meaning) {
    static final List<RegisterValue> ALL = List.of(
            new RegisterValue("MAGIC_VALUE", ControlRegister.MAGIC_VALUE, "what MAGIC reads"),
            new RegisterValue("VERSION_VALUE", ControlRegister.VERSION_VALUE, "what VERSION reads"),
            new RegisterValue("BOARD_MAGIC_VALUE", BoardRegister.MAGIC_VALUE, "what BOARD_MAGIC reads"),
            new RegisterValue("CONTROL_RUN", ControlRegister.RUN,
                    "packets are accepted; where it is cleared in the middle of a packet, the rest of that packet still is"),
            new RegisterValue("CONTROL_SEQUENTIAL", ControlRegister.SEQUENTIAL, "one packet at a time, in context 0"),
            new RegisterValue("CONTROL_CLEAR", ControlRegister.CLEAR, "zero the map memory"),
            new RegisterValue("STATUS_IDLE", ControlRegister.IDLE, "no packet is in the core, on its way in or out"),
            new RegisterValue("STATUS_CLEARING", ControlRegister.CLEARING, "the map memory is being zeroed"),
            new RegisterValue("FREEZE_TIME", ControlRegister.FREEZE_TIME,
                    "programs read TIME_LOW and TIME_HIGH as the time"),
            new RegisterValue("FREEZE_RANDOM", ControlRegister.FREEZE_RANDOM, "programs read RANDOM as random number"),
            new RegisterValue("CORE_SELECT_NUMBER", 0xff, "the core that accesses are to"),
            new RegisterValue("CORE_SELECT_ALL", ControlRegister.ALL_CORES, "accesses are to all cores"),
            new RegisterValue("DISPATCH_FREE", Dispatch.FREE, "in DISPATCH_TABLE: the hash has no core yet"));

    /// Whether these are bits of a register, and not all that it reads.
    boolean isBitsOf(String register) {
        return name.startsWith(register + "_") && !name.endsWith("_VALUE");
    }
}
