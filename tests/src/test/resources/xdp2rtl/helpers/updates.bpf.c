// Updates that wait for the lock of a value, and texts that are compared.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u64 packets;
	struct bpf_spin_lock lock;
	__u32 sum;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct flow);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 5);
	__type(key, __u32);
	__type(value, struct flow);
} buckets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} plain SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} results SEC(".maps");

static void result(__u32 key, __u64 value)
{
	bpf_map_update_elem(&results, &key, &value, BPF_ANY);
}

SEC("xdp")
int locked(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	__u32 key = length % 11, index = length % 7;
	struct flow flow, *old = bpf_map_lookup_elem(&flows, &key), *again;
	__u64 seen = 0;

	__builtin_memset(&flow, length, sizeof(flow));
	result(0, bpf_map_update_elem(&flows, &key, &flow, BPF_F_LOCK));
	flow.packets = length;
	result(1, bpf_map_update_elem(&flows, &key, &flow, BPF_F_LOCK | BPF_NOEXIST));
	key += length & 1;
	result(2, bpf_map_update_elem(&flows, &key, &flow, BPF_F_LOCK | BPF_EXIST));
	if (old)
		seen = old->packets;
	result(3, bpf_map_update_elem(&flows, &key, &flow, length & 7));
	if (old)
		seen = seen * 3 + old->sum;
	if (length % 3 == 0)
		result(4, bpf_map_delete_elem(&flows, &key));
	again = bpf_map_lookup_elem(&flows, &key);
	if (again) {
		bpf_spin_lock(&again->lock);
		again->sum++;
		bpf_spin_unlock(&again->lock);
	}
	result(5, seen);
	result(6, bpf_map_update_elem(&buckets, &index, &flow, BPF_F_LOCK));
	flow.sum = 5;
	result(7, bpf_map_update_elem(&buckets, &index, &flow, length & 7));
	result(8, bpf_map_update_elem(&buckets, &index, &flow, 1ULL << 32 | BPF_F_LOCK));
	result(9, bpf_map_update_elem(&plain, &key, &seen, BPF_F_LOCK));
	result(10, bpf_map_update_elem(&plain, &key, &seen, length & 7));
	return again ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int compared(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;
	__u64 length = bpf_xdp_get_buff_len(ctx);
	char text[12] = "GET /index";
	static const char known[] = "GET /";
	__u32 size = length & 15;

	result(0, bpf_strncmp(text, sizeof(text), "GET /index"));
	result(1, bpf_strncmp(text, 5, known));
	result(2, bpf_strncmp(text, sizeof(text), known));
	text[4] = length;
	text[7] = length & 64;
	result(3, bpf_strncmp(text, sizeof(text), "GET /in"));
	result(4, bpf_strncmp(text, sizeof(text), ""));
	if (size > 0 && size <= sizeof(text))
		result(5, bpf_strncmp(text, size, "GET 0in\xff"));
	if (data + 30 > (unsigned char *)(long)ctx->data_end)
		return XDP_DROP;
	__builtin_memcpy(text, data, sizeof(text));
	return bpf_strncmp(text, sizeof(text), "\x80") < 0 ? XDP_PASS : XDP_TX;
}

char _license[] SEC("license") = "GPL";
