// Copies out of the packet and into it: known and unknown lengths, to values, to memory, within bounds and beyond.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, unsigned char[512]);
} seen SEC(".maps");

static unsigned char *value(__u32 key)
{
	return bpf_map_lookup_elem(&seen, &key);
}

SEC("xdp")
int known_length(struct xdp_md *ctx)
{
	unsigned char bytes[20] = {1, 2, 3};
	unsigned char *to = value(0);

	if (!to)
		return XDP_ABORTED;
	to[20] = -bpf_xdp_load_bytes(ctx, 13, bytes, sizeof(bytes));
	__builtin_memcpy(to, bytes, sizeof(bytes));
	bytes[0] ^= bytes[3];
	bytes[19] = 7;
	to[21] = -bpf_xdp_store_bytes(ctx, 40, bytes, 19);
	to[22] = -bpf_xdp_load_bytes(ctx, 0x10000, to + 32, 4);
	to[23] = -bpf_xdp_load_bytes(ctx, -1, to + 32, 4);
	to[24] = -bpf_xdp_load_bytes(ctx, 30, to + 32, 13);
	to[25] = -bpf_xdp_store_bytes(ctx, 3, to, 5);
	return XDP_PASS;
}

SEC("xdp")
int unknown_length(struct xdp_md *ctx)
{
	unsigned char bytes[64] = {};
	__u64 offset = bpf_xdp_get_buff_len(ctx) >> 2;
	__u64 length = 0;
	unsigned char *to = value(1);

	if (!to || bpf_xdp_load_bytes(ctx, 5, &length, 1))
		return XDP_ABORTED;
	length = (length & 62) + 1;
	to[0] = -bpf_xdp_load_bytes(ctx, offset, bytes, length);
	for (int i = 0; i < 60; i++)
		to[1 + i] = bytes[i];
	if (bpf_xdp_store_bytes(ctx, 1, bytes, length))
		return XDP_DROP;
	bpf_xdp_load_bytes(ctx, 2, to, length);
	return XDP_TX;
}

// What is read of the buffer cuts it in other places than the words that are copied.
SEC("xdp")
int in_two_words(struct xdp_md *ctx)
{
	unsigned char bytes[21] = {};
	unsigned char *to = value(3);

	if (!to || bpf_xdp_load_bytes(ctx, 1, bytes, sizeof(bytes)))
		return XDP_ABORTED;
	if (bpf_xdp_store_bytes(ctx, 30, bytes, sizeof(bytes)))
		return XDP_DROP;
	to[0] = bytes[3];
	to[1] = bytes[17];
	return to[0] & 1 ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int long_copy(struct xdp_md *ctx)
{
	unsigned char *to = value(2);

	if (!to)
		return XDP_ABORTED;
	if (bpf_xdp_load_bytes(ctx, 1, to, 301))
		return XDP_DROP;
	to[300] ^= 0x55;
	return bpf_xdp_store_bytes(ctx, 14, to, 301) ? XDP_PASS : XDP_TX;
}

char _license[] SEC("license") = "GPL";
