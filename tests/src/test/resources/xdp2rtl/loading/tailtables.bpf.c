// Tail calls by a table that user space fills, with a program among those of the object that a card cannot run.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __uint(max_entries, 16);
    __uint(key_size, 4);
    __uint(value_size, 4);
} jmp_table SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_DEVMAP);
    __uint(max_entries, 4);
    __type(key, __u32);
    __type(value, __u32);
} ports SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_DEVMAP);
    __uint(max_entries, 4);
    __type(key, __u32);
    __type(value, __u32);
} others SEC(".maps");

SEC("xdp/parse")
int parse(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

    if (data + 34 > end)
        return XDP_PASS;
    bpf_tail_call(ctx, &jmp_table, data[0] & 7);
    return XDP_DROP;
}

SEC("xdp/icmp")
int icmp(struct xdp_md *ctx)
{
    return bpf_redirect_map(&others, 2, XDP_DROP);
}

SEC("xdp/tcp")
int tcp(struct xdp_md *ctx)
{
    if (bpf_xdp_adjust_tail(ctx, 4))
        return XDP_ABORTED;
    bpf_tail_call(ctx, &jmp_table, 2);
    return XDP_TX;
}

SEC("xdp/udp")
int udp(struct xdp_md *ctx)
{
    bpf_redirect(3, 0);
    return bpf_redirect_map(&ports, 1, XDP_TX);
}

SEC("xdp/task")
int task(struct xdp_md *ctx)
{
    return bpf_get_current_task() ? XDP_PASS : XDP_DROP;
}

SEC("tc")
int other_kind(struct __sk_buff *skb)
{
    return 0;
}

/* What it calls can call it again, in a frame within its own. */
static __attribute__((noinline)) int nested(struct xdp_md *ctx)
{
    bpf_tail_call(ctx, &jmp_table, ctx->rx_queue_index);
    return ctx->ingress_ifindex;
}

SEC("xdp/nests")
int nests(struct xdp_md *ctx)
{
    return nested(ctx) + 1;
}

char _license[] SEC("license") = "GPL";
