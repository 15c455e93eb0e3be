// What programs leave for the host: records, with bytes of the packet and without, and texts.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
	__uint(max_entries, 2);
} samples SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(int));
	__uint(value_size, sizeof(int));
} others SEC(".maps");

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

struct sample {
	__u16 cookie;
	__u16 length;
} __attribute__((packed));

SEC("xdp")
int sampled(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);
	__u64 part = length < 64 ? length : 64;
	struct sample sample = {0xdead, length};
	unsigned char bytes[40] = {9};
	__u64 size = length & 31;

	result(0, bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU | part << 32, &sample, sizeof(sample)));
	result(1, bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU | (length + 1) << 32, &sample, sizeof(sample)));
	result(2, bpf_perf_event_output(ctx, &samples, 1ULL << 60, &sample, sizeof(sample)));
	result(3, bpf_perf_event_output(ctx, &samples, 7, &sample, sizeof(sample)));
	result(4, bpf_perf_event_output(ctx, &samples, 0, &sample, 3));
	bytes[1] = length;
	bytes[30] = 3;
	result(5, bpf_perf_event_output(ctx, &others, BPF_F_CURRENT_CPU, bytes, size));
	result(6, bpf_perf_event_output(ctx, &others, BPF_F_CURRENT_CPU | length << 32, bytes, sizeof(bytes)));
	return XDP_PASS;
}

SEC("xdp")
int from_a_value(struct xdp_md *ctx)
{
	__u32 key = 0;
	__u64 *value = bpf_map_lookup_elem(&results, &key);

	if (!value)
		return XDP_DROP;
	*value += 0x123456789;
	result(7, bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, (char *)value + 1, 7));
	return XDP_TX;
}

SEC("xdp")
int printed(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;
	unsigned char address[16] = {0x20, 1, 0x0d, 0xb8, 0, 9};
	__u64 length = bpf_xdp_get_buff_len(ctx);
	long negative = -(long)length;

	bpf_printk("length %u of %d: %llx", length, -5, length * 0x100000001);
	bpf_printk("no number, 100%%");
	bpf_printk("|%5d|%-6u|%08x|", negative, length, length);
	bpf_printk("%+d % d %X\n", length, negative, 0xabcdefu);
	bpf_printk("%ld %lu %c", negative, negative, 'a' + (length & 15));
	bpf_printk("%d %d %d %llu %x", 1, 2, 3, length << 40, negative);
	bpf_printk("%pI6 %pi6", address, address);
	if (data + 20 > (unsigned char *)(long)ctx->data_end)
		return XDP_DROP;
	bpf_printk("%pI4 %pi4 %u", data + 3, data + 9, data[2]);
	return XDP_PASS;
}

// Texts of the stack, of constants and of a value, with a zero early, late, or first; and a format that paths share.
SEC("xdp")
int texts(struct xdp_md *ctx)
{
	unsigned char *data = (void *)(long)ctx->data;
	char name[24] = "abcdefghijklmnopqrstuv";
	static const char constant[] = "a constant";
	__u32 key = 3;
	__u64 *value = bpf_map_lookup_elem(&results, &key);

	if (!value || data + 14 > (unsigned char *)(long)ctx->data_end)
		return XDP_DROP;
	*value = 0x64636261ULL >> (data[2] & 24);
	name[data[0] & 15] = 0;
	bpf_printk("it is %s, %5s or %-12s|", name, (char *)value, constant);
	bpf_printk("%d:%s", data[1], name + 3);
	const char *format = data[1] & 1 ? "one of %d" : "two of %d";
	asm volatile("" : "+r"(format));
	bpf_trace_printk(format, sizeof("one of %d"), data[3]);
	return data[1] & 4 ? XDP_PASS : XDP_TX;
}

// More than a card has room for behind one packet.
SEC("xdp")
int many(struct xdp_md *ctx)
{
	__u64 length = bpf_xdp_get_buff_len(ctx);

	for (__u32 i = 0; i < (length & 127); i++)
		bpf_printk("turn %u of %u", i, length);
	return length & 1 ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
