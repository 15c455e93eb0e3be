// The interface that a device map's entry sends to, read in two places.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} seen SEC(".maps");

__attribute__((noinline)) static int is_odd(struct xdp_md *ctx)
{
	return ctx->egress_ifindex & 1;
}

SEC("xdp/devmap")
int leaving(struct xdp_md *ctx)
{
	__u32 key = 0, *value = bpf_map_lookup_elem(&seen, &key);

	if (value)
		*value = ctx->egress_ifindex;
	if (ctx->ingress_ifindex == ctx->egress_ifindex)
		return XDP_DROP;
	return is_odd(ctx) ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int coming(struct xdp_md *ctx)
{
	return ctx->egress_ifindex ? XDP_PASS : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
