// All clocks of Linux, and the memory node.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 6);
	__type(key, __u32);
	__type(value, __u64);
} times SEC(".maps");

static void keep(__u32 key, __u64 time)
{
	bpf_map_update_elem(&times, &key, &time, BPF_ANY);
}

SEC("xdp")
int clocks(struct xdp_md *ctx)
{
	keep(0, bpf_ktime_get_ns());
	keep(1, bpf_ktime_get_boot_ns());
	keep(2, bpf_ktime_get_coarse_ns());
	keep(3, bpf_ktime_get_tai_ns());
	keep(4, bpf_jiffies64());
	keep(5, bpf_get_numa_node_id() + 1);
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
