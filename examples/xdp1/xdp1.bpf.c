/* Counts packets by IP protocol and drops them all. */
#include "../by_protocol.h"

SEC("xdp")
int xdp1(struct xdp_md *ctx)
{
	int protocol = ip_protocol(packet_start(ctx), packet_end(ctx));

	if (protocol != CUT_SHORT)
		count(&packets, protocol);
	return XDP_DROP;
}

char _license[] SEC("license") = "Dual BSD/GPL";
