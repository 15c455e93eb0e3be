/* Counts packets by IP protocol; sends UDP back to where it came from and drops the rest. */
#include "../by_protocol.h"

SEC("xdp")
int xdp2(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);
	int protocol = ip_protocol(data, packet_end(ctx));

	if (protocol == CUT_SHORT)
		return XDP_DROP;
	count(&packets, protocol);
	if (protocol != IPPROTO_UDP)
		return XDP_DROP;
	swap_macs(data);
	return XDP_TX;
}

char _license[] SEC("license") = "Dual BSD/GPL";
