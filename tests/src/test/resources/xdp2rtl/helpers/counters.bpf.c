// Additions of every width that many packets make at once: in global data, in maps, by plain and by atomic operations.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__u64 seen, dropped;
__u32 bytes;
__u16 least;
__u8 tiny[2];

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64[3]);
} sums SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} own SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32[4]);
} flows SEC(".maps");

SEC("xdp")
int counters(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data, zero = 0, which = length & 3;
	__u64 *sum = bpf_map_lookup_elem(&sums, &which), *mine = bpf_map_lookup_elem(&own, &zero);
	__u32 *flow;

	seen++;
	bytes += length;
	least -= 3;
	tiny[length & 1] += 7;
	if (!sum || !mine)
		return XDP_PASS;
	sum[1] += length;
	__sync_fetch_and_add(&sum[2], 5);
	*mine += 1;
	flow = bpf_map_lookup_elem(&flows, &which);
	if (flow) {
		__sync_fetch_and_add(&flow[1], 1);
		flow[2] -= length;
	}
	dropped += !flow;
	return XDP_DROP;
}

char _license[] SEC("license") = "GPL";
