/* A layer-4 load balancer for IPv4 in the manner of Katran. A packet to a virtual service is sent to one of the
 * service's servers in an IPv4 tunnel: to the server that its connection went to before, if the connection table knows
 * one, otherwise to the one that a hash of the flow picks from the service's ring. */
#include "../common.h"

#define SERVICES 16
#define SERVERS 256
#define RING 256 /* places of one service's ring */

#define HASH_ADDRESS_ONLY 1 /* service flag: all ports of a client go to one server */
#define NO_TABLE 2          /* service flag: do not use the connection table */

#define NO_SERVER 0 /* server numbers begin at 1 */
#define FOREVER 0   /* as the end of a connection */

#define TUNNEL_TTL 64
#define TUNNEL_NET bpf_htonl(0xac100000) /* 172.16.0.0/16: outer source addresses, spread by flow */

struct service_key {
	__be32 address;
	__be16 port;
	__u8 protocol;
	__u8 unused;
};

struct service {
	__u32 flags;
	__u32 number;
};

struct flow {
	__be32 source;
	__be32 dest;
	__be16 source_port;
	__be16 dest_port;
	__u32 protocol;
};

struct connection {
	__u32 server;
	__u32 unused;
	__u64 until; /* nanoseconds of the monotonic clock, or FOREVER */
};

struct server {
	__be32 address;
	__u32 flags;
};

struct mac {
	__u8 address[ETH_ALEN];
	__u8 unused[2];
};

struct traffic {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, SERVICES);
	__type(key, struct service_key);
	__type(value, struct service);
} services SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, struct flow);
	__type(value, struct connection);
} connections SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, SERVICES *RING);
	__type(key, __u32); /* RING * service number + place */
	__type(value, __u32); /* server number */
} rings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, SERVERS);
	__type(key, __u32);
	__type(value, struct server);
} servers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct mac);
} next_hop SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, SERVICES);
	__type(key, __u32); /* service number */
	__type(value, struct traffic);
} service_traffic SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} unknown SEC(".maps");

static __always_inline __u32 rotate(__u32 word, int by)
{
	return word << by | word >> (32 - by);
}

/* The final mix of lookup3 (Bob Jenkins, public domain). */
static __always_inline __u32 mix(__u32 a, __u32 b, __u32 c)
{
	c = (c ^ b) - rotate(b, 14);
	a = (a ^ c) - rotate(c, 11);
	b = (b ^ a) - rotate(a, 25);
	c = (c ^ b) - rotate(b, 16);
	a = (a ^ c) - rotate(c, 4);
	b = (b ^ a) - rotate(a, 14);
	c = (c ^ b) - rotate(b, 24);
	return c;
}

static __always_inline void add_traffic(void *map, __u32 key, __u16 bytes)
{
	struct traffic *traffic = bpf_map_lookup_elem(map, &key);

	if (traffic) {
		traffic->packets++;
		traffic->bytes += bytes;
	}
}

/* The server of a connection that is in the table and has not run out, else NO_SERVER, counted. */
static __always_inline __u32 known_server(const struct flow *flow)
{
	struct connection *connection = bpf_map_lookup_elem(&connections, flow);

	if (connection && (connection->until == FOREVER || connection->until > bpf_ktime_get_ns()))
		return connection->server;
	count(&unknown, 0);
	return NO_SERVER;
}

static __always_inline __u32 ring_server(const struct flow *flow, const struct service *service)
{
	__u32 ports = 0, place;
	__u32 *server;

	if (!(service->flags & HASH_ADDRESS_ONLY))
		ports = (__u32)flow->source_port << 16 | flow->dest_port;
	place = service->number * RING + mix(flow->source, ports, flow->dest) % RING;
	server = bpf_map_lookup_elem(&rings, &place);
	return server ? *server : NO_SERVER;
}

static __always_inline int encapsulate(struct xdp_md *ctx, const struct flow *flow, __be32 server, __u16 length)
{
	struct ethhdr *eth, *old;
	struct iphdr *ip;
	struct mac *mac;
	__u32 zero = 0;
	void *end;

	mac = bpf_map_lookup_elem(&next_hop, &zero);
	if (!mac)
		return XDP_DROP;
	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(struct iphdr)))
		return XDP_DROP;
	eth = packet_start(ctx);
	end = packet_end(ctx);
	ip = (void *)(eth + 1);
	old = (void *)eth + sizeof(*ip);
	if ((void *)(ip + 1) > end || (void *)(old + 1) > end)
		return XDP_DROP;

	copy_mac(eth->h_source, old->h_dest);
	copy_mac(eth->h_dest, mac->address);
	eth->h_proto = bpf_htons(ETH_P_IP);

	ip->version = 4;
	ip->ihl = sizeof(*ip) / 4;
	ip->tos = 0;
	ip->tot_len = bpf_htons(length + sizeof(*ip));
	ip->id = 0;
	ip->frag_off = 0;
	ip->ttl = TUNNEL_TTL;
	ip->protocol = IPPROTO_IPIP;
	ip->check = 0;
	ip->saddr = TUNNEL_NET | ((flow->source ^ (__u32)flow->source_port << 16) & bpf_htonl(0xffff));
	ip->daddr = server;
	ip->check = ipv4_checksum(ip);
	return XDP_TX;
}

SEC("xdp")
int katran_like(struct xdp_md *ctx)
{
	void *end = packet_end(ctx);
	struct ethhdr *eth = packet_start(ctx);
	struct iphdr *ip = (void *)(eth + 1);
	struct tcphdr *tcp = (void *)(ip + 1);
	struct udphdr *udp = (void *)(ip + 1);
	struct service_key key = {};
	struct flow flow = {};
	struct service *service;
	struct server *server;
	int is_new = 0;
	__u32 number = NO_SERVER;
	__u16 length;

	if ((void *)(eth + 1) > end)
		return XDP_DROP;
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if ((void *)(ip + 1) > end || ip->ihl != 5)
		return XDP_DROP;
	if (ip->frag_off & bpf_htons(IP_FRAGMENT_MASK))
		return XDP_DROP;

	flow.protocol = ip->protocol;
	if (ip->protocol == IPPROTO_TCP) {
		if ((void *)(tcp + 1) > end)
			return XDP_DROP;
		is_new = tcp->syn;
		flow.source_port = tcp->source;
		flow.dest_port = tcp->dest;
	} else if (ip->protocol == IPPROTO_UDP) {
		if ((void *)(udp + 1) > end)
			return XDP_DROP;
		flow.source_port = udp->source;
		flow.dest_port = udp->dest;
	} else {
		return XDP_PASS;
	}
	flow.source = ip->saddr;
	flow.dest = ip->daddr;
	length = bpf_ntohs(ip->tot_len);

	key.address = flow.dest;
	key.port = flow.dest_port;
	key.protocol = ip->protocol;
	service = bpf_map_lookup_elem(&services, &key);
	if (!service)
		return XDP_PASS;

	if (!(service->flags & NO_TABLE) && !is_new)
		number = known_server(&flow);
	if (number == NO_SERVER) {
		number = ring_server(&flow, service);
		if (number == NO_SERVER)
			return XDP_DROP;
		if (flow.protocol == IPPROTO_TCP && !(service->flags & NO_TABLE)) {
			struct connection connection = { .server = number, .until = FOREVER };

			bpf_map_update_elem(&connections, &flow, &connection, BPF_ANY);
		}
	}
	server = bpf_map_lookup_elem(&servers, &number);
	if (!server || !server->address)
		return XDP_DROP;

	add_traffic(&service_traffic, service->number, length);
	return encapsulate(ctx, &flow, server->address, length);
}

char _license[] SEC("license") = "Dual BSD/GPL";
