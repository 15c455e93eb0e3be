/* One bundle each: what comes in is sent back, redirected to another interface, or dropped. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp") int tx(struct xdp_md *ctx)
{
	return XDP_TX;
}

SEC("xdp") int redirect(struct xdp_md *ctx)
{
	return bpf_redirect(2, 0);
}

SEC("xdp") int drop(struct xdp_md *ctx)
{
	return XDP_DROP;
}

char _license[] SEC("license") = "Dual BSD/GPL";
