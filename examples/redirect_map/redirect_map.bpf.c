/* Sends every packet out of port 0 of the device map, with its MAC addresses exchanged. */
#include "../common.h"

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} packets SEC(".maps");

SEC("xdp")
int redirect_map(struct xdp_md *ctx)
{
	void *data = packet_start(ctx);

	if (data + sizeof(struct ethhdr) > packet_end(ctx))
		return XDP_DROP;
	count(&packets, 0);
	swap_macs(data);
	return bpf_redirect_map(&ports, 0, 0);
}

char _license[] SEC("license") = "Dual BSD/GPL";
