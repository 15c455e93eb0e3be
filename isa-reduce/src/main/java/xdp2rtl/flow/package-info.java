/// Which packets one core must have: what of the packet the keys of maps hold, and where each map may lie on several
/// cores for that.
package xdp2rtl.flow;
