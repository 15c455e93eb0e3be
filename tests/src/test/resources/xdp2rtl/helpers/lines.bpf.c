// Values without keys: in the order in which they were put in, the other way round, and in a filter.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct flow {
	__u32 address;
	__u16 port;
	__u64 length;
	__u8 rest[3];
} __attribute__((packed));

struct large {
	__u64 words[40];
};

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 5);
	__type(value, struct flow);
} queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 3);
	__type(value, struct large);
} large_queue SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 4);
	__type(value, __u64);
} stack SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 40);
	__type(value, __u32);
} filter SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 100);
	__uint(map_extra, 3);
	__type(value, struct flow);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 3);
	__uint(map_extra, 15);
	__uint(value_size, 36);
} long_values SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} results SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct large);
} larges SEC(".maps");

static void result(__u32 key, __u64 value)
{
	bpf_map_update_elem(&results, &key, &value, BPF_ANY);
}

SEC("xdp")
int queued(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	struct flow flow = {.address = length * 7, .port = length, .length = length << 33, .rest = {1, length, 3}};
	struct flow taken;
	struct large *large;
	__u32 zero = 0;

	result(0, bpf_map_push_elem(&queue, &flow, length & 3));
	result(1, bpf_map_peek_elem(&queue, &taken));
	result(2, taken.address + taken.length + taken.rest[1]);
	if (length % 3 == 0) {
		result(3, bpf_map_pop_elem(&queue, &taken));
		result(4, taken.port);
	}
	if (length % 11 == 0)
		for (int i = 0; i < 6; i++)
			result(5, bpf_map_pop_elem(&queue, &taken) + taken.address);
	large = bpf_map_lookup_elem(&larges, &zero);
	if (!large)
		return XDP_ABORTED;
	result(6, bpf_map_push_elem(&large_queue, large, length & 2));
	large->words[length & 31] = length;
	large->words[39]++;
	if (length & 4)
		result(7, bpf_map_pop_elem(&large_queue, large));
	result(8, bpf_map_peek_elem(&large_queue, large));
	result(9, bpf_map_push_elem(&queue, &flow, length << 32));
	return length % 3 ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int stacked(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;
	__u64 length = bpf_xdp_get_buff_len(ctx);
	__u64 value = length * 0x100000001, taken = 5;

	if (length & 1)
		result(0, bpf_map_push_elem(&stack, &value, BPF_ANY));
	if (length % 5 == 0 && data + 14 <= (unsigned char *)(long)ctx->data_end)
		result(1, bpf_map_push_elem(&stack, data + 6, BPF_EXIST));
	result(2, bpf_map_push_elem(&stack, &value, BPF_NOEXIST));
	result(3, bpf_map_peek_elem(&stack, &taken));
	result(4, taken);
	if (length % 7 < 3)
		result(5, bpf_map_pop_elem(&stack, &taken));
	result(6, taken);
	return taken ? XDP_TX : XDP_PASS;
}

SEC("xdp")
int filtered(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;
	__u64 length = bpf_xdp_get_buff_len(ctx);
	__u32 number = length / 2 * 3;
	unsigned char bytes[36];
	struct flow flow = {.address = length / 4, .port = 1, .rest = {7}};

	result(0, bpf_map_peek_elem(&filter, &number));
	if (length & 1)
		result(1, bpf_map_push_elem(&filter, &number, length & 8));
	result(2, bpf_map_peek_elem(&flows, &flow));
	result(3, bpf_map_push_elem(&flows, &flow, 0));
	flow.rest[2] = length;
	result(4, bpf_map_peek_elem(&flows, &flow));
	if (data + 40 > (unsigned char *)(long)ctx->data_end)
		return XDP_DROP;
	__builtin_memcpy(bytes, data + 4, sizeof(bytes));
	result(5, bpf_map_peek_elem(&long_values, bytes));
	if (length % 16 == 0)
		result(6, bpf_map_push_elem(&long_values, data + 4, 0));
	for (__u32 i = 0; i < 20; i++)
		number += bpf_map_peek_elem(&filter, &i) ? 0 : 1 << (i & 15);
	result(7, number);
	return XDP_TX;
}

char _license[] SEC("license") = "GPL";
