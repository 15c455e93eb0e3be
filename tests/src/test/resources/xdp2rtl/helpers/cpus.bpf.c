// Values of other CPUs, which may be this one's own.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct count {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct count);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 8);
	__type(key, __u8);
	__type(value, __u64);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, __u8);
	__type(value, __u64);
} recent SEC(".maps");

// The own value is written by one name and read by the other, both ways; the CPU is a constant.
SEC("xdp")
int fixed(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 key = 1;
	struct count *own, *first, *second;
	__u64 before;

	if (data + 16 > end)
		return XDP_ABORTED;
	own = bpf_map_lookup_elem(&counts, &key);
	first = bpf_map_lookup_percpu_elem(&counts, &key, 0);
	second = bpf_map_lookup_percpu_elem(&counts, &key, 1);
	if (!own || !first || !second || bpf_map_lookup_percpu_elem(&counts, &key, 1000))
		return XDP_ABORTED;
	before = own->packets;
	first->packets += 3;
	own->bytes = first->packets - before + first->bytes;
	second->bytes += own->bytes;
	first->bytes ^= 5;
	((__u8 *)data)[3] = own->bytes + second->bytes * 3;
	key = 7;
	return bpf_map_lookup_percpu_elem(&counts, &key, 0) ? XDP_TX : XDP_PASS;
}

// Key and CPU are in the packet; keys come, go and come back with zeroes.
SEC("xdp")
int asked(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct count *count;
	__u64 *value, one = 1;
	__u32 index, cpu;
	__u8 key;

	if (data + 16 > end)
		return XDP_ABORTED;
	cpu = data[5] % 5;
	index = data[6] % 6;
	key = data[7] % 12;
	count = bpf_map_lookup_percpu_elem(&counts, &index, cpu);
	if (count) {
		count->packets++;
		count->bytes += end - data;
	}
	value = bpf_map_lookup_percpu_elem(&flows, &key, cpu);
	if (value) {
		__sync_fetch_and_add(value, data[8]);
		data[9] = *value;
		if (data[8] % 3 == 0)
			bpf_map_delete_elem(&flows, &key);
	} else if (bpf_map_update_elem(&flows, &key, &one, 0)) {
		return XDP_TX;
	}
	value = bpf_map_lookup_elem(&recent, &key);
	if (value)
		*value += 2;
	else
		bpf_map_update_elem(&recent, &key, &one, 0);
	value = bpf_map_lookup_percpu_elem(&recent, &key, 0);
	if (value)
		data[10] = *value;
	return count ? XDP_PASS : XDP_DROP;
}

// The own value, at one of two places on each way.
SEC("xdp")
int chosen(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	int action = XDP_PASS;
	__u32 index = 0;
	struct count *own;

	if (data + 16 > end)
		return XDP_ABORTED;
	if (data[5] & 1) {
		action = data[6] & 1;
	} else if (data[5] & 2) {
		index = 1;
		if (data[6] & 1)
			action = XDP_DROP;
	}
	own = bpf_map_lookup_elem(&counts, &index);
	if (own) {
		if (action == XDP_PASS)
			own->packets++;
		else
			own->bytes++;
	}
	return action;
}

// What all CPUs have together.
SEC("xdp")
int summed(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 index = 2;
	struct count *count;
	__u64 sum = 0;

	if (data + 16 > end)
		return XDP_ABORTED;
	count = bpf_map_lookup_elem(&counts, &index);
	if (count)
		count->packets++;
	for (__u32 cpu = 0; cpu < 8; cpu++) {
		count = bpf_map_lookup_percpu_elem(&counts, &index, cpu);
		if (count)
			sum += count->packets;
	}
	data[2] = sum;
	return sum > 300 ? XDP_DROP : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
