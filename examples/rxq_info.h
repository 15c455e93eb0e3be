/* The body of rxq_info_drop and rxq_info_tx, which differ in the contents of the map `config` only: counts packets in
 * all and by receive queue, looks at the packet or edits it as told, and returns the action that it was told. */
#ifndef XDP2RTL_EXAMPLES_RXQ_INFO_H
#define XDP2RTL_EXAMPLES_RXQ_INFO_H

#include "common.h"

#define QUEUES 64
#define OTHER_QUEUES QUEUES /* the slot that counts every queue from QUEUES on */

#define READ_PACKET 1 /* flag: look at the packet; what is not Ethernet II is aborted */
#define SWAP_MACS 2   /* flag: as READ_PACKET, then exchange the MAC addresses */

struct config {
	__u32 action;
	__u32 ifindex; /* where packets are expected to come in; from elsewhere they are strays and aborted */
	__u32 flags;
};

struct record {
	__u64 packets;
	__u64 strays; /* in all: of an unexpected interface; by queue: of a queue from QUEUES on */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct config);
} config SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct record);
} total SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, QUEUES + 1);
	__type(key, __u32);
	__type(value, struct record);
} by_queue SEC(".maps");

SEC("xdp")
int rxq_info(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);
	struct ethhdr *eth = data;
	struct record *record;
	struct config *told;
	__u32 queue = ctx->rx_queue_index;
	__u32 zero = 0;

	if ((void *)(eth + 1) > packet_end(ctx))
		return XDP_ABORTED;
	told = bpf_map_lookup_elem(&config, &zero);
	if (!told)
		return XDP_ABORTED;

	record = bpf_map_lookup_elem(&total, &zero);
	if (!record)
		return XDP_ABORTED;
	record->packets++;
	if (told->ifindex != ctx->ingress_ifindex) {
		record->strays++;
		return XDP_ABORTED;
	}

	if (queue >= QUEUES)
		queue = OTHER_QUEUES;
	record = bpf_map_lookup_elem(&by_queue, &queue);
	if (!record)
		return XDP_ABORTED;
	record->packets++;
	if (queue == OTHER_QUEUES)
		record->strays++;

	if (told->flags & (READ_PACKET | SWAP_MACS)) {
		if (bpf_ntohs(eth->h_proto) < ETH_P_802_3_MIN)
			return XDP_ABORTED;
	}
	if (told->flags & SWAP_MACS)
		swap_macs(data);
	return told->action;
}

char _license[] SEC("license") = "Dual BSD/GPL";

#endif
