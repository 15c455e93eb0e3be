/// Where a program's maps lie in the map memory. The compiler takes addresses from it, the host side fills and reads
/// the memory by it.
package xdp2rtl.maps;
