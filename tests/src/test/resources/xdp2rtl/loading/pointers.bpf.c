// Pointers as numbers: tested for NULL by their low halves, compared when the packet's head has moved.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int null_test(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data;
    if (!data)
        return XDP_ABORTED;
    if (data + 14 > (__u8 *)(long)ctx->data_end)
        return XDP_DROP;
    return data[12] == 8 ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int old_pointer(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end, *old = data + 14;
    if (data + 34 > end)
        return XDP_DROP;
    if (bpf_xdp_adjust_head(ctx, data[0] & 1 ? -20 : 16))
        return XDP_ABORTED;
    data = (void *)(long)ctx->data;
    if (data + 18 > (__u8 *)(long)ctx->data_end || old + 200 > (__u8 *)(long)ctx->data_end)
        return XDP_DROP;
    data[0] = old - data;
    data[1] = end - data;
    return old > data ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
