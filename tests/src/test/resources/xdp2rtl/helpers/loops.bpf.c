// Functions that helpers call: bpf_loop, and bpf_for_each_map_elem over arrays.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 7);
	__type(key, __u32);
	__type(value, __u64);
} sums SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, __u32);
} counts SEC(".maps");

struct bytes {
	__u8 *data, *end;
	__u32 sum;
	__u32 zeroes;
};

static long add_byte(__u64 index, struct bytes *bytes)
{
	__u8 *at = bytes->data + (index & 1023);

	if (at + 1 > bytes->end)
		return 1;
	bytes->sum += *at;
	if (*at == 0)
		bytes->zeroes++;
	return 0;
}

// All bytes of a packet, up to a number that is known and one that is not; the number of turns is seen.
SEC("xdp")
int summed(struct xdp_md *ctx)
{
	struct bytes bytes = { .data = (void *)(long)ctx->data, .end = (void *)(long)ctx->data_end };
	__u32 length = ctx->data_end - ctx->data, key = length % 7;
	long turns = bpf_loop(100, add_byte, &bytes, 0);
	long more = bpf_loop(length & 31, add_byte, &bytes, 0);
	__u64 *sum = bpf_map_lookup_elem(&sums, &key);

	if (!sum)
		return XDP_ABORTED;
	*sum += bytes.sum + (turns << 32) + (more << 48);
	return bytes.zeroes ? XDP_TX : XDP_PASS;
}

static __attribute__((always_inline)) void note(__u32 key, __u64 value)
{
	__u64 *sum = bpf_map_lookup_elem(&sums, &key);

	if (sum)
		*sum = *sum * 31 + value;
}

struct nested {
	__u32 turn, found;
};

static long inner(__u32 index, struct nested *nested)
{
	nested->found += index * nested->turn;
	return nested->found > 400;
}

static long outer(__u32 index, struct nested *nested)
{
	nested->turn = index;
	bpf_loop(index, inner, nested, 0);
	return nested->found > 300;
}

static long nothing(__u32 index, void *context)
{
	return 0;
}

// Loops in loops; turns that are none, too many, and more than 32 bits hold; flags that are wrong.
SEC("xdp")
int bounds(struct xdp_md *ctx)
{
	struct nested nested = {};
	__u32 length = ctx->data_end - ctx->data;
	long turns = bpf_loop(length % 16, outer, &nested, 0);
	long none = bpf_loop(0, nothing, 0, 0);
	long many = bpf_loop((1 << 23) + 1 + length, nothing, 0, 0);
	long flags = bpf_loop(3, nothing, 0, 1);

	note(0, turns);
	note(1, none);
	note(2, many);
	note(3, flags);
	note(4, nested.found);
	return turns > 4 ? XDP_DROP : XDP_TX;
}

struct filled {
	__u32 length, seen;
};

static long fill(void *map, __u32 *key, __u64 *value, struct filled *filled)
{
	filled->seen += *key;
	*value = *value * 3 + filled->length + *key;
	return *key == filled->length % 9;
}

static long count(void *map, __u32 *key, __u32 *value, __u32 *most)
{
	*value += *key + 1;
	if (*value > *most)
		*most = *value;
	return 0;
}

static long inside(void *map, __u32 *key, __u32 *value, struct filled *filled)
{
	filled->seen = *key;
	bpf_for_each_map_elem(&sums, fill, filled, 0);
	*value += *key + filled->seen;
	return 0;
}

// Entries of arrays, up to where the function ends it; one walk in another.
SEC("xdp")
int entries(struct xdp_md *ctx)
{
	struct filled filled = { .length = ctx->data_end - ctx->data };
	__u32 most = 0;
	long one = bpf_for_each_map_elem(&sums, fill, &filled, 0);
	long other = bpf_for_each_map_elem(&counts, count, &most, 0);
	long wrong = bpf_for_each_map_elem(&counts, count, &most, 8);

	if (filled.length % 3 == 0)
		bpf_for_each_map_elem(&counts, inside, &filled, 0);
	if (wrong != -22 || other != 3)
		return XDP_ABORTED;
	return one == 7 ? XDP_PASS : filled.seen > 5 ? XDP_TX : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
