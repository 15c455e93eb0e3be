/// The lanes, each with what its units are made of, and what only they use: registers and stacks.
package xdp2rtl.core.lane;
