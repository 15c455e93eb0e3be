/* Answers an IPv4 packet that is longer than a limit with ICMP "fragmentation needed" (RFC 792, RFC 1191), made in
 * place: the packet is cut behind the first 8 bytes that follow its IP header, and Ethernet, IP and ICMP are put in
 * front of that. */
#include "../common.h"

#define QUOTED (sizeof(struct iphdr) + 8)
#define ANSWER_TTL 64

#define ICMP_UNREACHABLE 3
#define ICMP_FRAGMENTATION_NEEDED 4

struct icmp_header {
	__u8 type;
	__u8 code;
	__sum16 checksum;
	__be16 unused;
	__be16 mtu; /* of the next hop */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32); /* the longest frame that passes, in bytes */
} limit SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} answers SEC(".maps");

static __always_inline void count_answer(void)
{
	__u32 zero = 0;
	__u64 *counter = bpf_map_lookup_elem(&answers, &zero);

	if (counter)
		__sync_fetch_and_add(counter, 1);
}

static __always_inline int answer(struct xdp_md *ctx, __u32 longest)
{
	const int grow = sizeof(struct iphdr) + sizeof(struct icmp_header);
	struct ethhdr *eth, *old_eth;
	struct iphdr *ip, *old_ip;
	struct icmp_header *icmp;

	if (bpf_xdp_adjust_head(ctx, -grow))
		return XDP_DROP;
	eth = packet_start(ctx);
	ip = (void *)(eth + 1);
	icmp = (void *)(ip + 1);
	old_eth = (void *)eth + grow;
	old_ip = (void *)(icmp + 1);
	if ((void *)old_ip + QUOTED > packet_end(ctx))
		return XDP_DROP;

	copy_mac(eth->h_dest, old_eth->h_source);
	copy_mac(eth->h_source, old_eth->h_dest);
	eth->h_proto = bpf_htons(ETH_P_IP);

	icmp->type = ICMP_UNREACHABLE;
	icmp->code = ICMP_FRAGMENTATION_NEEDED;
	icmp->checksum = 0;
	icmp->unused = 0;
	icmp->mtu = bpf_htons(longest - sizeof(struct ethhdr));
	icmp->checksum = fold(bpf_csum_diff(NULL, 0, (void *)icmp, sizeof(*icmp) + QUOTED, 0));

	ip->version = 4;
	ip->ihl = 5;
	ip->tos = 0;
	ip->tot_len = bpf_htons(sizeof(*ip) + sizeof(*icmp) + QUOTED);
	ip->id = 0;
	ip->frag_off = bpf_htons(IP_DONT_FRAGMENT);
	ip->ttl = ANSWER_TTL;
	ip->protocol = IPPROTO_ICMP;
	ip->check = 0;
	ip->saddr = old_ip->daddr;
	ip->daddr = old_ip->saddr;
	ip->check = fold(bpf_csum_diff(NULL, 0, (void *)ip, sizeof(*ip), 0));

	count_answer();
	return XDP_TX;
}

SEC("xdp")
int adjust_tail(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);
	void *end = packet_end(ctx);
	struct ethhdr *eth = data;
	__u32 length = end - data;
	__u32 zero = 0;
	__u32 *longest;

	if ((void *)(eth + 1) > end)
		return XDP_DROP;
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	longest = bpf_map_lookup_elem(&limit, &zero);
	if (!longest || length <= *longest)
		return XDP_PASS;
	if (bpf_xdp_adjust_tail(ctx, (int)(sizeof(*eth) + QUOTED - length)))
		return XDP_PASS;
	return answer(ctx, *longest);
}

char _license[] SEC("license") = "Dual BSD/GPL";
