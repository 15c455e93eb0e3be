/// The verbs of `host`: a device's program, counters, events and status; a board in simulation.
package xdp2rtl.cli.host;
