/// Makes a graph need fewer registers: another order in its blocks, constants made again, values kept on the stack.
package xdp2rtl.spill;
