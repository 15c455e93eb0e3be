/// The map memory, and the requests that are answered later: hash maps, atomics, divisions.
package xdp2rtl.core.maps;
