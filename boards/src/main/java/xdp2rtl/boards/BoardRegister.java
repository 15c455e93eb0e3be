package xdp2rtl.boards;

import xdp2rtl.isa.ControlRegister;

/// The registers of the board's part of the control port: 32-bit words in the 4 KiB of `isa.ControlRegister`,
/// in the half KiB from 0x200 that the core leaves free. The rules are those of the core's registers: a write
/// that does not enable all four bytes, a write to a read-only register and an address that is none of these
/// change nothing and answer SLVERR. Counters count modulo 2^32 from reset. An array of eight elements has one
/// for each port; those of ports that the board does not have are read as 0 and cannot be written.
public enum BoardRegister {
    BOARD_MAGIC(0x200, ControlRegister.Access.READ, 1,
            "\"BRD1\" in ASCII, first letter in the most significant byte."),
    PORTS(0x204, ControlRegister.Access.READ, 1,
            "Network ports of the board."),
    FRAME_LIMIT(0x208, ControlRegister.Access.READ, 1,
            "The longest frame that is sent, in bytes without check sequence."),
    COUNT_NO_PORT(0x210, ControlRegister.Access.READ, 1,
            "Packets redirected to an interface that is none of the ports, or through a device map that leads to none: dropped."),
    COUNT_TOO_LONG(0x214, ControlRegister.Access.READ, 1,
            "Packets that had grown over the limit: dropped."),
    COUNT_OVERRUN(0x218, ControlRegister.Access.READ, 1,
            "Packets for which there was no room before the core, or before the wires for the host's, on shells that must not be made to "
                    + "wait: dropped."),
    PORT_IFINDEX(0x220, ControlRegister.Access.BOTH, 8,
            "The interface index of a port: what programs see as `ingress_ifindex` and where `bpf_redirect` goes. Resets to the port's number "
                    + "plus 1. Written only while no packet is in the core (STATUS, IDLE)."),
    COUNT_IN(0x240, ControlRegister.Access.READ, 8,
            "Packets from a port to the core."),
    COUNT_PASS(0x260, ControlRegister.Access.READ, 8,
            "Packets of a port passed to the host."),
    COUNT_OUT(0x280, ControlRegister.Access.READ, 8,
            "Packets that programs sent to a port (XDP_TX, XDP_REDIRECT; of a broadcast each copy)."),
    BROADCAST_PORTS(0x300, ControlRegister.Access.WRITE, 32,
            "Where a packet goes that is redirected with BPF_F_BROADCAST through the device map of this number: bit p stands for port p, and "
                    + "is set where the map has the port's interface. Undefined after reset, until written.");

    /// Elements of an array of ports.
    public static final int PORTS_MAX = 8;
    public static final int MAGIC_VALUE = 0x42524431;

    private final int offset;
    private final ControlRegister.Access access;
    private final int count;
    private final String meaning;

    BoardRegister(int offset, ControlRegister.Access access, int count, String meaning) {
        this.offset = offset;
        this.access = access;
        this.count = count;
        this.meaning = meaning;
    }

    /// Byte address of the register, or of element 0.
    public int offset() { return offset; }

    public ControlRegister.Access access() { return access; }

    /// Elements; 1 for what is no array.
    public int count() { return count; }

    /// What it holds and does, for people.
    public String meaning() { return meaning; }
}
