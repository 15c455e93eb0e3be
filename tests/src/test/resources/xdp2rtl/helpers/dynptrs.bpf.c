// Parts of packets by dynptrs.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

struct part {
	__u64 opaque[2];
} __attribute__((aligned(8)));

int bpf_dynptr_from_xdp(struct xdp_md *ctx, __u64 flags, struct part *part) __ksym;
__u32 bpf_dynptr_size(const struct part *part) __ksym;
void *bpf_dynptr_slice(const struct part *part, __u32 offset, void *buffer, __u32 buffer__szk) __ksym;
void *bpf_dynptr_slice_rdwr(const struct part *part, __u32 offset, void *buffer, __u32 buffer__szk) __ksym;

struct tail {
	__u16 first;
	__u8 rest[9];
};

// A place that is known, one that is not; what is written; a dynptr that is none.
SEC("xdp")
int parts(struct xdp_md *ctx)
{
	struct part part, none;
	struct ethhdr header, *ethernet;
	struct tail tail, *found;
	__u32 place, sum;

	if (bpf_dynptr_from_xdp(ctx, 0, &part))
		return XDP_ABORTED;
	ethernet = bpf_dynptr_slice_rdwr(&part, 0, &header, sizeof(header));
	if (!ethernet)
		return XDP_ABORTED;
	place = ethernet->h_source[1] % 64 + 14;
	sum = bpf_dynptr_size(&part);
	found = bpf_dynptr_slice(&part, place, &tail, sizeof(tail));
	if (found)
		sum += found->first + found->rest[8];
	if (bpf_dynptr_from_xdp(ctx, 4, &none) != -22 || bpf_dynptr_size(&none) != (__u32)-22
	    || bpf_dynptr_slice(&none, 0, &header, sizeof(header)))
		return XDP_ABORTED;
	ethernet->h_dest[2] = sum;
	ethernet->h_dest[3] = sum >> 8;
	return found ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
