/// A packet's way through the core: ingress, frames and what belongs to a packet beside them, egress.
package xdp2rtl.core.packet;
