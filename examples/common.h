/* What the example programs share: headers, a parser of Ethernet with VLAN tags, counters and a few packet edits. */
#ifndef XDP2RTL_EXAMPLES_COMMON_H
#define XDP2RTL_EXAMPLES_COMMON_H

#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

#define IP_DONT_FRAGMENT 0x4000
#define IP_FRAGMENT_MASK 0x3fff /* the more-fragments flag and the offset: not zero means a piece of a packet */

#define VLAN_TAGS 2

struct vlan_tag {
	__be16 control;
	__be16 type;
};

static __always_inline void *packet_start(const struct xdp_md *ctx)
{
	return (void *)(long)ctx->data;
}

static __always_inline void *packet_end(const struct xdp_md *ctx)
{
	return (void *)(long)ctx->data_end;
}

static __always_inline int is_vlan(__be16 type)
{
	return type == bpf_htons(ETH_P_8021Q) || type == bpf_htons(ETH_P_8021AD);
}

/* Steps over Ethernet and at most VLAN_TAGS tags. Returns the network header, whose EtherType is left in *type, or
 * NULL for a packet that ends before it. */
static __always_inline void *network_header(void *data, void *end, __be16 *type)
{
	struct ethhdr *eth = data;
	void *next = eth + 1;

	if (next > end)
		return NULL;
	*type = eth->h_proto;
#pragma unroll
	for (int i = 0; i < VLAN_TAGS; i++) {
		struct vlan_tag *tag = next;

		if (!is_vlan(*type))
			break;
		next = tag + 1;
		if (next > end)
			return NULL;
		*type = tag->type;
	}
	return next;
}

/* MAC addresses lie on even addresses: they are copied as three words of 16 bits. */
static __always_inline void copy_mac(void *to, const void *from)
{
	__u16 *t = to;
	const __u16 *f = from;

	t[0] = f[0];
	t[1] = f[1];
	t[2] = f[2];
}

/* Exchanges the two MAC addresses. The caller has checked that the Ethernet header is there. */
static __always_inline void swap_macs(void *data)
{
	__u16 *mac = data;

	for (int i = 0; i < 3; i++) {
		__u16 word = mac[i];

		mac[i] = mac[i + 3];
		mac[i + 3] = word;
	}
}

/* Folds a sum of 16-bit words to the one's complement that goes into a header. */
static __always_inline __sum16 fold(__u32 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

/* The checksum of an IPv4 header without options, whose check field must be zero. */
static __always_inline __sum16 ipv4_checksum(const struct iphdr *ip)
{
	const __u16 *word = (const __u16 *)ip;
	__u32 sum = 0;

#pragma unroll
	for (int i = 0; i < (int)sizeof(*ip) / 2; i++)
		sum += word[i];
	return fold(sum);
}

/* One more in this CPU's slot `key` of a per-CPU array of counters. */
static __always_inline void count(void *map, __u32 key)
{
	__u64 *counter = bpf_map_lookup_elem(map, &key);

	if (counter)
		(*counter)++;
}

#endif
