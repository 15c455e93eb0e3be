/* The part that xdp1 and xdp2 have in common: which IP protocol is in the packet, and a counter for each. */
#ifndef XDP2RTL_EXAMPLES_BY_PROTOCOL_H
#define XDP2RTL_EXAMPLES_BY_PROTOCOL_H

#include "common.h"

#define NOT_IP 0
#define CUT_SHORT -1

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, __u64);
} packets SEC(".maps");

/* The IPv4 protocol or the IPv6 next header, NOT_IP for anything else, CUT_SHORT if the packet ends in a header. */
static __always_inline int ip_protocol(void *data, void *end)
{
	__be16 type;
	void *network = network_header(data, end, &type);

	if (!network)
		return CUT_SHORT;
	if (type == bpf_htons(ETH_P_IP)) {
		struct iphdr *ip = network;

		return (void *)(ip + 1) > end ? CUT_SHORT : ip->protocol;
	}
	if (type == bpf_htons(ETH_P_IPV6)) {
		struct ipv6hdr *ip6 = network;

		return (void *)(ip6 + 1) > end ? CUT_SHORT : ip6->nexthdr;
	}
	return NOT_IP;
}

#endif
