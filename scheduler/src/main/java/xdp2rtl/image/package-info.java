/// What is loaded into the core: the bits of the program memory, the file that they are kept in, and their disassembly.
package xdp2rtl.image;
