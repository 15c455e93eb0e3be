// Records in rings that all CPUs share: copied, reserved, given away, discarded, and none where there is no room.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} small SEC(".maps");

// libbpf rounds it up to 8192.
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 5000);
} large SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 32);
	__type(key, __u32);
	__type(value, __u64);
} results SEC(".maps");

static void result(__u32 key, __u64 value)
{
	bpf_map_update_elem(&results, &key, &value, BPF_ANY);
}

static __always_inline void queried(__u32 key)
{
	result(key, bpf_ringbuf_query(&small, BPF_RB_AVAIL_DATA));
	result(key + 1, bpf_ringbuf_query(&small, BPF_RB_RING_SIZE) << 32 | bpf_ringbuf_query(&large, BPF_RB_RING_SIZE));
	result(key + 2, bpf_ringbuf_query(&small, BPF_RB_CONS_POS));
	result(key + 3, bpf_ringbuf_query(&small, BPF_RB_PROD_POS));
}

SEC("xdp")
int copied(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	unsigned char bytes[40] = {9};
	__u64 size = length & 31;

	queried(20);
	bytes[1] = length;
	bytes[30] = 3;
	result(0, bpf_ringbuf_output(&small, bytes, sizeof(bytes), 0));
	result(1, bpf_ringbuf_output(&small, bytes, 3, BPF_RB_NO_WAKEUP));
	result(2, bpf_ringbuf_output(&large, bytes, size, BPF_RB_FORCE_WAKEUP));
	result(3, bpf_ringbuf_output(&large, bytes, 8, 4));
	result(4, bpf_ringbuf_output(&small, bytes, 8, 1ULL << 40 | length));
	result(5, bpf_ringbuf_query(&small, length));
	result(6, bpf_ringbuf_query(&small, length & 3));
	queried(10);
	return XDP_PASS;
}

struct sample {
	__u16 length;
	__u8 first;
	/* a byte that nobody writes */
	__u32 number;
	__u64 bytes[3];
};

SEC("xdp")
int reserved(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	unsigned char *data = (void *)(long)ctx->data;
	struct sample *sample, *other;
	__u32 key = 9;

	sample = bpf_ringbuf_reserve(&small, sizeof(*sample), 0);
	if (!sample)
		return XDP_ABORTED;
	sample->length = length;
	if (data + 60 > (unsigned char *)(long)ctx->data_end) {
		bpf_ringbuf_discard(sample, 0);
		return XDP_DROP;
	}
	sample->first = data[0];
	other = bpf_ringbuf_reserve(&small, 21, 0);
	if (other) {
		other->number = length * 3;
		result(0, bpf_xdp_load_bytes(ctx, 5, other->bytes, 12));
		result(1, bpf_csum_diff(0, 0, (__be32 *)other, 20, length));
		if (length & 1)
			bpf_ringbuf_submit(other, BPF_RB_FORCE_WAKEUP);
		else
			bpf_ringbuf_discard(other, BPF_RB_NO_WAKEUP);
	}
	sample->bytes[length & 1] = length << 32;
	__sync_fetch_and_add(&sample->bytes[2], 0x1234567);
	bpf_map_update_elem(&results, &key, &sample->bytes[1], BPF_ANY);
	bpf_ringbuf_submit(sample, 0);
	other = bpf_ringbuf_reserve(&small, 4096, 0);
	if (!other)
		other = bpf_ringbuf_reserve(&small, 8, BPF_RB_NO_WAKEUP);
	result(2, other == 0);
	if (other)
		bpf_ringbuf_discard(other, 0);
	queried(20);
	return XDP_PASS;
}

// As many as there is room for.
SEC("xdp")
int filled(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	__u64 made = 0;

	for (int i = 0; i < 24; i++) {
		__u64 *record = bpf_ringbuf_reserve(&small, 200, 0);
		if (!record)
			break;
		record[i] = length;
		record[24] = i;
		made++;
		if (i & 1)
			bpf_ringbuf_submit(record, 0);
		else
			bpf_ringbuf_discard(record, 0);
	}
	result(0, made);
	result(1, bpf_ringbuf_output(&small, &made, 8, 0));
	result(2, bpf_ringbuf_output(&large, &length, 8, 0));
	queried(20);
	return made == 19 ? XDP_TX : XDP_DROP;
}

// A pointer that is null on one path, and is looked at after the paths have met.
SEC("xdp")
int met(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	__u64 *record = 0;

	if (length & 2)
		record = bpf_ringbuf_reserve(&large, 24, 0);
	result(0, length);
	if (record)
		record[1] = length;
	result(1, bpf_ringbuf_query(&large, BPF_RB_PROD_POS));
	if (record) {
		bpf_ringbuf_submit(record, 0);
		return XDP_TX;
	}
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
