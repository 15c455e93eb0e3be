// Packets of more than a page: where data_end is, what moves borders, and bytes that lie in fragments.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__type(key, __u32);
	__type(value, __u32);
} samples SEC(".maps");

struct orders {
	__s32 tail;
	__s32 head;
	__s32 again;
	__u16 from;
	__u16 to;
};

struct part {
	__u64 opaque[2];
} __attribute__((aligned(8)));

int bpf_dynptr_from_xdp(struct xdp_md *ctx, __u64 flags, struct part *part) __ksym;
int bpf_dynptr_adjust(const struct part *part, __u32 start, __u32 end) __ksym;
__u32 bpf_dynptr_size(const struct part *part) __ksym;
int bpf_dynptr_memset(struct part *part, __u32 offset, __u32 size, __u8 value) __ksym;

struct seen {
	__s16 tail;
	__s16 head;
	__s16 again;
	__u16 linear;
	__u16 whole;
};

static __attribute__((always_inline)) void look(struct xdp_md *ctx, struct seen *seen)
{
	seen->linear = (void *)(long)ctx->data_end - (void *)(long)ctx->data;
	seen->whole = bpf_xdp_get_buff_len(ctx);
}

// Does what the packet says, and writes what it has seen to the packet's end.
SEC("xdp.frags")
int moved(struct xdp_md *ctx)
{
	struct orders orders;
	struct seen seen = {};

	if (bpf_xdp_load_bytes(ctx, 0, &orders, sizeof(orders)))
		return XDP_DROP;
	seen.tail = bpf_xdp_adjust_tail(ctx, orders.tail);
	seen.head = bpf_xdp_adjust_head(ctx, orders.head);
	seen.again = bpf_xdp_adjust_tail(ctx, orders.again);
	look(ctx, &seen);
	if (bpf_xdp_store_bytes(ctx, seen.whole - sizeof(seen), &seen, sizeof(seen)))
		return XDP_ABORTED;
	return seen.linear == seen.whole ? XDP_PASS : XDP_TX;
}

// Copies bytes from one place to another, across the ends of fragments.
SEC("xdp.frags")
int copied(struct xdp_md *ctx)
{
	struct orders orders;
	__u8 bytes[37];
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 *last;

	if (bpf_xdp_load_bytes(ctx, 0, &orders, sizeof(orders)))
		return XDP_DROP;
	if (bpf_xdp_load_bytes(ctx, orders.from, bytes, sizeof(bytes)))
		return XDP_TX;
	if (bpf_xdp_store_bytes(ctx, orders.to, bytes, sizeof(bytes)))
		return XDP_PASS;
	last = data + (orders.to & 0xfff);
	if ((void *)(last + 1) > end)
		return XDP_DROP;
	*last += bpf_xdp_get_buff_len(ctx);
	return XDP_PASS;
}

// Shows the host the beginning of the packet, and bytes of its end.
SEC("xdp.frags")
int sampled(struct xdp_md *ctx)
{
	__u32 length = bpf_xdp_get_buff_len(ctx);
	__u8 last[14];
	__u64 shown = length < 1900 ? length : 1900;

	if (bpf_xdp_load_bytes(ctx, length - sizeof(last), last, sizeof(last)))
		return XDP_ABORTED;
	if (bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU | shown << 32, last, sizeof(last)))
		return XDP_DROP;
	return last[3] & 1 ? XDP_PASS : XDP_TX;
}

// Reads and writes parts of a packet across the ends of fragments.
SEC("xdp.frags")
int parts(struct xdp_md *ctx)
{
	struct part whole;
	struct orders orders;
	__u8 bytes[37] = {};
	__u32 seen;

	if (bpf_dynptr_from_xdp(ctx, 0, &whole) || bpf_dynptr_read(&orders, sizeof(orders), (void *)&whole, 0, 0))
		return XDP_ABORTED;
	seen = bpf_dynptr_size(&whole);
	if (bpf_dynptr_read(bytes, sizeof(bytes), (void *)&whole, orders.from, 0))
		return XDP_DROP;
	if (bpf_dynptr_adjust(&whole, 16, seen))
		return XDP_ABORTED;
	if (bpf_dynptr_write((void *)&whole, orders.to, bytes, sizeof(bytes), 0))
		return XDP_TX;
	seen += bpf_dynptr_memset(&whole, orders.from + 5, orders.head & 63, orders.tail);
	bpf_dynptr_write((void *)&whole, 0, &seen, sizeof(seen), 0);
	return XDP_PASS;
}

// Only packets in one piece.
SEC("xdp")
int whole(struct xdp_md *ctx)
{
	return (void *)(long)ctx->data_end - (void *)(long)ctx->data > 1500 ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
