/* Puts packets for a known service into an IP tunnel: a packet to a TCP or UDP service (address, port, protocol) that is
 * in `services` gets an outer IPv4 header (IPv4 in IPv4) or IPv6 header (IPv6 in IPv6) and goes back out. All else
 * passes; packets that end in a header are dropped. */
#include "../common.h"

#define OUTER_TTL 8

union address {
	__be32 v4;
	__be32 v6[4];
};

struct service {
	union address address;
	__be16 port;
	__u16 family; /* the EtherType, host byte order */
	__u8 protocol;
	__u8 unused[3];
};

struct tunnel {
	union address source;
	union address dest;
	__u16 family;
	__u8 next_hop[ETH_ALEN];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, struct service);
	__type(value, struct tunnel);
} services SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32); /* the protocol inside */
	__type(value, __u64);
} packets SEC(".maps");

/* The destination port of TCP or UDP, 0 for another protocol, -1 for a packet that ends in the header. */
static __always_inline int destination_port(void *transport, void *end, __u8 protocol)
{
	struct tcphdr *tcp = transport;
	struct udphdr *udp = transport;

	switch (protocol) {
	case IPPROTO_TCP:
		return (void *)(tcp + 1) > end ? -1 : tcp->dest;
	case IPPROTO_UDP:
		return (void *)(udp + 1) > end ? -1 : udp->dest;
	default:
		return 0;
	}
}

/* The outer Ethernet header: to the tunnel's next hop, from the address that the packet came to. */
static __always_inline void outer_ethernet(struct ethhdr *eth, const struct ethhdr *old, const struct tunnel *tunnel)
{
	copy_mac(eth->h_source, old->h_dest);
	copy_mac(eth->h_dest, tunnel->next_hop);
	eth->h_proto = old->h_proto;
}

static __always_inline int tunnel_ipv4(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);
	void *end = packet_end(ctx);
	struct iphdr *ip = data + sizeof(struct ethhdr);
	struct service service = {};
	struct tunnel *tunnel;
	struct ethhdr *eth, *old;
	__u16 length;
	int port;

	if ((void *)(ip + 1) > end)
		return XDP_DROP;
	port = destination_port(ip + 1, end, ip->protocol);
	if (port == -1)
		return XDP_DROP;

	service.address.v4 = ip->daddr;
	service.port = port;
	service.family = ETH_P_IP;
	service.protocol = ip->protocol;
	length = bpf_ntohs(ip->tot_len);
	tunnel = bpf_map_lookup_elem(&services, &service);
	if (!tunnel || tunnel->family != ETH_P_IP)
		return XDP_PASS;

	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(struct iphdr)))
		return XDP_DROP;
	data = packet_start(ctx);
	end = packet_end(ctx);
	eth = data;
	ip = data + sizeof(*eth);
	old = data + sizeof(*ip);
	if ((void *)(eth + 1) > end || (void *)(old + 1) > end || (void *)(ip + 1) > end)
		return XDP_DROP;

	outer_ethernet(eth, old, tunnel);
	ip->version = 4;
	ip->ihl = sizeof(*ip) / 4;
	ip->tos = 0;
	ip->tot_len = bpf_htons(length + sizeof(*ip));
	ip->id = 0;
	ip->frag_off = 0;
	ip->ttl = OUTER_TTL;
	ip->protocol = IPPROTO_IPIP;
	ip->check = 0;
	ip->saddr = tunnel->source.v4;
	ip->daddr = tunnel->dest.v4;
	ip->check = ipv4_checksum(ip);

	count(&packets, service.protocol);
	return XDP_TX;
}

static __always_inline int tunnel_ipv6(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);
	void *end = packet_end(ctx);
	struct ipv6hdr *ip = data + sizeof(struct ethhdr);
	struct service service = {};
	struct tunnel *tunnel;
	struct ethhdr *eth, *old;
	__be16 length;
	int port;

	if ((void *)(ip + 1) > end)
		return XDP_DROP;
	port = destination_port(ip + 1, end, ip->nexthdr);
	if (port == -1)
		return XDP_DROP;

	__builtin_memcpy(service.address.v6, &ip->daddr, sizeof(service.address.v6));
	service.port = port;
	service.family = ETH_P_IPV6;
	service.protocol = ip->nexthdr;
	length = ip->payload_len;
	tunnel = bpf_map_lookup_elem(&services, &service);
	if (!tunnel || tunnel->family != ETH_P_IPV6)
		return XDP_PASS;

	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(struct ipv6hdr)))
		return XDP_DROP;
	data = packet_start(ctx);
	end = packet_end(ctx);
	eth = data;
	ip = data + sizeof(*eth);
	old = data + sizeof(*ip);
	if ((void *)(eth + 1) > end || (void *)(old + 1) > end || (void *)(ip + 1) > end)
		return XDP_DROP;

	outer_ethernet(eth, old, tunnel);
	ip->version = 6;
	ip->priority = 0;
	__builtin_memset(ip->flow_lbl, 0, sizeof(ip->flow_lbl));
	ip->payload_len = bpf_htons(bpf_ntohs(length) + sizeof(*ip));
	ip->nexthdr = IPPROTO_IPV6;
	ip->hop_limit = OUTER_TTL;
	__builtin_memcpy(&ip->saddr, tunnel->source.v6, sizeof(ip->saddr));
	__builtin_memcpy(&ip->daddr, tunnel->dest.v6, sizeof(ip->daddr));

	count(&packets, service.protocol);
	return XDP_TX;
}

SEC("xdp")
int tx_ip_tunnel(struct xdp_md *ctx)
{
	struct ethhdr *eth = packet_start(ctx);

	if ((void *)(eth + 1) > packet_end(ctx))
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP))
		return tunnel_ipv4(ctx);
	if (eth->h_proto == bpf_htons(ETH_P_IPV6))
		return tunnel_ipv6(ctx);
	return XDP_PASS;
}

char _license[] SEC("license") = "Dual BSD/GPL";
