/// The verbs of `traffic`, which make captures.
package xdp2rtl.cli.traffic;
