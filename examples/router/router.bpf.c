/* Routes IPv4: to a host that is in the exact-match cache at once, otherwise by the route of its /24 network (or the
 * default route) and the neighbour table. Takes one off TTL and leaves by a port of the device map. What it has no way
 * for, or what needs an answer (TTL ran out, ARP, a neighbour not yet known), goes up to Linux. */
#include "../common.h"

#define NETWORK_MASK bpf_htonl(0xffffff00)
#define DEFAULT_ROUTE 0
#define TTL_ONE 0x0100 /* the TTL as the upper byte of its 16-bit word of the header */

struct hop {
	__u8 dest[ETH_ALEN];
	__u8 source[ETH_ALEN];
	__u32 port;
};

struct route {
	__be32 gateway; /* 0: the destination itself is a neighbour */
	__u32 port;
	__u8 source[ETH_ALEN]; /* of the port */
	__u8 unused[2];
};

struct neighbour {
	__u8 address[ETH_ALEN];
	__u8 unused[2];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32); /* destination */
	__type(value, struct hop);
} hosts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32); /* network or DEFAULT_ROUTE */
	__type(value, struct route);
} routes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32); /* address */
	__type(value, struct neighbour);
} neighbours SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} routed SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u32);
} ports SEC(".maps");

/* RFC 1624, equation 3, for a TTL that becomes one less. */
static __always_inline void take_one_hop(struct iphdr *ip)
{
	__u32 check = ip->check + (__u32)bpf_htons(TTL_ONE);

	ip->check = check + (check >= 0xffff);
	ip->ttl--;
}

SEC("xdp")
int router(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);
	void *end = packet_end(ctx);
	struct ethhdr *eth = data;
	struct iphdr *ip;
	struct hop *host;
	struct route *route;
	struct neighbour *neighbour;
	const __u8 *dest, *source;
	__be32 destination, key;
	__be16 type;
	__u32 port;

	ip = network_header(data, end, &type);
	if (!ip)
		return XDP_DROP;
	if (type != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if ((void *)(ip + 1) > end)
		return XDP_DROP;
	if (ip->ttl <= 1)
		return XDP_PASS;

	destination = ip->daddr;
	host = bpf_map_lookup_elem(&hosts, &destination);
	if (host) {
		dest = host->dest;
		source = host->source;
		port = host->port;
	} else {
		key = destination & NETWORK_MASK;
		route = bpf_map_lookup_elem(&routes, &key);
		if (!route) {
			key = DEFAULT_ROUTE;
			route = bpf_map_lookup_elem(&routes, &key);
			if (!route)
				return XDP_PASS;
		}
		key = route->gateway ? route->gateway : destination;
		neighbour = bpf_map_lookup_elem(&neighbours, &key);
		if (!neighbour)
			return XDP_PASS;
		dest = neighbour->address;
		source = route->source;
		port = route->port;
	}
	copy_mac(eth->h_dest, dest);
	copy_mac(eth->h_source, source);
	take_one_hop(ip);
	count(&routed, 0);
	return bpf_redirect_map(&ports, port, 0);
}

char _license[] SEC("license") = "Dual BSD/GPL";
