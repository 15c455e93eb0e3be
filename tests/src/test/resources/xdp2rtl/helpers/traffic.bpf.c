// A text and a record of each packet: its number is in its first four bytes.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
} samples SEC(".maps");

SEC("xdp")
int traffic(struct xdp_md *ctx)
{
	__u32 number = 0;
	__u64 length = bpf_xdp_get_buff_len(ctx);

	bpf_xdp_load_bytes(ctx, 0, &number, sizeof(number));
	bpf_printk("packet %u of %u bytes", number, length);
	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU | length << 32, &length, 2);
	return XDP_DROP;
}

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 8192);
} ring SEC(".maps");

struct record {
	__u32 number;
	__u32 length;
	__u64 last;
};

// Two records of each packet, the second one first.
SEC("xdp")
int rings(struct xdp_md *ctx)
{
	__u32 number = 0;
	__u32 length = bpf_xdp_get_buff_len(ctx);
	struct record *first, *second;

	bpf_xdp_load_bytes(ctx, 0, &number, sizeof(number));
	first = bpf_ringbuf_reserve(&ring, sizeof(*first), 0);
	if (!first)
		return XDP_DROP;
	second = bpf_ringbuf_reserve(&ring, sizeof(*second), 0);
	if (second) {
		second->number = number;
		second->length = length;
		bpf_ringbuf_submit(second, 0);
	}
	if (number & 1) {
		first->number = 0xdead;
		bpf_ringbuf_discard(first, 0);
		return XDP_DROP;
	}
	first->last = (__u64)length << 32 | number;
	bpf_ringbuf_submit(first, 0);
	bpf_ringbuf_output(&ring, &number, sizeof(number), 0);
	return XDP_DROP;
}

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 48);
	__type(value, __u64);
} queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 48);
	__type(value, __u64);
} stack SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 100);
	__type(value, __u64);
} seen SEC(".maps");

// Values go round: out of the queue, onto the stack, off it, and into the queue again.
SEC("xdp")
int rounds(struct xdp_md *ctx)
{
	__u64 value;

	if (bpf_map_pop_elem(&queue, &value))
		return XDP_TX;
	bpf_map_push_elem(&seen, &value, 0);
	bpf_map_push_elem(&stack, &value, 0);
	if (bpf_map_pop_elem(&stack, &value))
		return XDP_TX;
	return bpf_map_push_elem(&queue, &value, 0) ? XDP_TX : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
