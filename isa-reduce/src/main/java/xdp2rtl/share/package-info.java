/// Which copies of a function are one copy that is called. Types know copies only; what they know says which of them can
/// be one, and the graph is made of what is left.
package xdp2rtl.share;
