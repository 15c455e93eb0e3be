/// The base of the other rooms of the core: widths that follow from a configuration, arithmetic and words that several
/// of them use, the clock. It knows none of them.
package xdp2rtl.core.part;
