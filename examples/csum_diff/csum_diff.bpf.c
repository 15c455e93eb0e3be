/* Calls bpf_csum_diff over the IPv4 header again and again, each call on top of the last one's sum; drops everything. */
#include "../common.h"

#define MOST_CALLS 40

const volatile __u32 calls = MOST_CALLS;

SEC("xdp")
int csum_diff(struct xdp_md *ctx)
{
	void *end = packet_end(ctx);
	struct ethhdr *eth = packet_start(ctx);
	struct iphdr *ip = (void *)(eth + 1);
	__u32 sum = 0;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_DROP;
#pragma unroll
	for (__u32 i = 0; i < MOST_CALLS; i++) {
		if (i < calls)
			sum = bpf_csum_diff(NULL, 0, (void *)ip, sizeof(*ip), sum);
	}
	ip->check = ~sum;
	return XDP_DROP;
}

char _license[] SEC("license") = "Dual BSD/GPL";
