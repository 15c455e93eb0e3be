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

char _license[] SEC("license") = "GPL";
