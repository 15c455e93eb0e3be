/* Forwards what the network has a way for: asks for it, checks the length, writes the MAC addresses, takes one from the
 * time to live, and redirects. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define AF_INET 2
#define AF_INET6 10

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} results SEC(".maps");

static __always_inline void count(__u32 result)
{
	__u64 *packets = bpf_map_lookup_elem(&results, &result);

	if (packets)
		*packets += 1;
}

SEC("xdp")
int router(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	struct bpf_fib_lookup fib = {};
	struct ethhdr *eth = data;
	struct ipv6hdr *ipv6 = data + sizeof(*eth);
	struct iphdr *ipv4 = data + sizeof(*eth);
	__u32 checksum, mtu = 0;
	long result;

	if (data + sizeof(*eth) > end)
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP)) {
		if ((void *)(ipv4 + 1) > end)
			return XDP_DROP;
		if (ipv4->ttl <= 1)
			return XDP_PASS;
		fib.family = AF_INET;
		fib.tos = ipv4->tos;
		fib.l4_protocol = ipv4->protocol;
		fib.tot_len = bpf_ntohs(ipv4->tot_len);
		fib.ipv4_src = ipv4->saddr;
		fib.ipv4_dst = ipv4->daddr;
	} else if (eth->h_proto == bpf_htons(ETH_P_IPV6)) {
		struct in6_addr *source = (struct in6_addr *)fib.ipv6_src;
		struct in6_addr *destination = (struct in6_addr *)fib.ipv6_dst;

		if ((void *)(ipv6 + 1) > end)
			return XDP_DROP;
		if (ipv6->hop_limit <= 1)
			return XDP_PASS;
		fib.family = AF_INET6;
		fib.l4_protocol = ipv6->nexthdr;
		fib.tot_len = bpf_ntohs(ipv6->payload_len) + sizeof(*ipv6);
		*source = ipv6->saddr;
		*destination = ipv6->daddr;
	} else {
		return XDP_PASS;
	}
	fib.ifindex = ctx->ingress_ifindex;
	result = bpf_fib_lookup(ctx, &fib, sizeof(fib), 0);
	count(result);
	if (result < 0 || result == BPF_FIB_LKUP_RET_NOT_FWDED || result == BPF_FIB_LKUP_RET_FWD_DISABLED)
		return XDP_PASS;
	if (result != BPF_FIB_LKUP_RET_SUCCESS)
		return result == BPF_FIB_LKUP_RET_NO_NEIGH ? XDP_PASS : XDP_DROP;
	if (bpf_check_mtu(ctx, fib.ifindex, &mtu, 0, 0))
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP)) {
		checksum = ipv4->check + bpf_htons(0x0100);
		ipv4->check = checksum + (checksum >= 0xffff);
		ipv4->ttl--;
	} else {
		ipv6->hop_limit--;
	}
	__builtin_memcpy(eth->h_dest, fib.dmac, ETH_ALEN);
	__builtin_memcpy(eth->h_source, fib.smac, ETH_ALEN);
	return bpf_redirect(fib.ifindex, 0);
}

char _license[] SEC("license") = "GPL";
