/// Packet traces: capture files in and out ([CaptureReader], [PcapWriter]), and made ones ([TraceGenerator]).
package xdp2rtl.capture;
