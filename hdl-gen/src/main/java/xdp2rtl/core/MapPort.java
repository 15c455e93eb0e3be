package xdp2rtl.core;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// A port for the lines of the map memory, beside the control port: byte i of line n is byte 16 n + i. An access is
/// made in the cycle in which it is valid and granted: it reads the line and writes the bytes that are enabled. What
/// was read comes two cycles later, in UltraRAM five. The programs' accesses and those of the control port go first.
record MapPort(@Doc("lines of the map memory") In valid, In line, In data, In bytes, Out granted, Out read) {
    static MapPort of(Component owner, int lineBits) {
        return new MapPort(owner.in(1), owner.in(lineBits), owner.in(128), owner.in(16), owner.out(1), owner.out(128));
    }
}
