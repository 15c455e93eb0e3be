/// The verbs of `host map`, with bpftool's words.
package xdp2rtl.cli.map;
