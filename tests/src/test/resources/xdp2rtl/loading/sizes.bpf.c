// A map whose size the loader decides, together with the constant that says so.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile __u32 queues = 0;

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __type(key, __u32);
    __type(value, __u64);
} packets SEC(".maps");

SEC("xdp")
int by_queue(struct xdp_md *ctx)
{
    __u32 queue = ctx->rx_queue_index;
    if (queue >= queues)
        return XDP_ABORTED;
    __u64 *count = bpf_map_lookup_elem(&packets, &queue);
    if (!count)
        return XDP_DROP;
    __sync_fetch_and_add(count, 1);
    return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
