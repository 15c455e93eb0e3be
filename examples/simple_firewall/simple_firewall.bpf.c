/* A stateful firewall between two ports. TCP and UDP packets from inside pass and open their flow; packets from outside
 * pass only if they answer an open flow. What passes leaves by the other port. All else is dropped. */
#include "../common.h"

#define INSIDE_IFINDEX 1

#define INSIDE 0 /* keys of `ports` */
#define OUTSIDE 1

struct flow { /* as seen from inside; network byte order */
	__be32 inside_address;
	__be32 outside_address;
	__be16 inside_port;
	__be16 outside_port;
	__u32 protocol;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 512);
	__type(key, struct flow);
	__type(value, __u32); /* the interface that opened the flow */
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u32);
} ports SEC(".maps");

struct l4_ports { /* TCP and UDP begin alike */
	__be16 source;
	__be16 dest;
};

SEC("xdp")
int simple_firewall(struct xdp_md *ctx)
{
	void *end = packet_end(ctx);
	struct ethhdr *eth = packet_start(ctx);
	struct iphdr *ip = (void *)(eth + 1);
	struct l4_ports *l4 = (void *)(ip + 1);
	__u32 ifindex = ctx->ingress_ifindex;
	struct flow flow;

	if ((void *)(eth + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_DROP;
	if ((void *)(ip + 1) > end || ip->ihl != 5)
		return XDP_DROP;
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return XDP_DROP;
	if ((void *)(l4 + 1) > end)
		return XDP_DROP;

	flow.protocol = ip->protocol;
	if (ifindex == INSIDE_IFINDEX) {
		flow.inside_address = ip->saddr;
		flow.outside_address = ip->daddr;
		flow.inside_port = l4->source;
		flow.outside_port = l4->dest;
		if (!bpf_map_lookup_elem(&flows, &flow) && bpf_map_update_elem(&flows, &flow, &ifindex, BPF_ANY))
			return XDP_DROP; /* no room: the answer could not come back */
		return bpf_redirect_map(&ports, OUTSIDE, 0);
	}
	flow.inside_address = ip->daddr;
	flow.outside_address = ip->saddr;
	flow.inside_port = l4->dest;
	flow.outside_port = l4->source;
	if (!bpf_map_lookup_elem(&flows, &flow))
		return XDP_DROP;
	return bpf_redirect_map(&ports, INSIDE, 0);
}

char _license[] SEC("license") = "Dual BSD/GPL";
