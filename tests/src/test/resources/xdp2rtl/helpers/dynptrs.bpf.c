// Parts of packets by dynptrs.
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

struct part {
	__u64 opaque[2];
} __attribute__((aligned(8)));

int bpf_dynptr_from_xdp(struct xdp_md *ctx, __u64 flags, struct part *part) __ksym;
__u32 bpf_dynptr_size(const struct part *part) __ksym;
_Bool bpf_dynptr_is_null(const struct part *part) __ksym;
_Bool bpf_dynptr_is_rdonly(const struct part *part) __ksym;
int bpf_dynptr_adjust(const struct part *part, __u32 start, __u32 end) __ksym;
int bpf_dynptr_clone(const struct part *part, struct part *copy) __ksym;
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

static __attribute__((always_inline)) void fold(__u64 *sum, __s64 value)
{
	*sum = *sum * 31 + value;
}

// Bytes copied out of a part and into it, at places that are known and that are not, some of them outside of it.
SEC("xdp")
int copied(struct xdp_md *ctx)
{
	struct bpf_dynptr *whole, *rest, *none;
	struct part memory[3];
	struct tail tail = {}, header = {};
	__u64 sum = 7;
	__u32 start, place;
	__u8 *data;

	whole = (struct bpf_dynptr *)&memory[0];
	rest = (struct bpf_dynptr *)&memory[1];
	none = (struct bpf_dynptr *)&memory[2];
	if (bpf_dynptr_from_xdp(ctx, 0, &memory[0]))
		return XDP_ABORTED;
	if (bpf_dynptr_read(&header, sizeof(header), whole, 0, 0))
		return XDP_ABORTED;
	start = header.rest[0] % 64;
	place = header.rest[1] % 128;
	fold(&sum, bpf_dynptr_clone(&memory[0], &memory[1]));
	fold(&sum, bpf_dynptr_adjust(&memory[1], start, bpf_dynptr_size(&memory[0]) - header.rest[2] % 16 + header.rest[3] % 4));
	fold(&sum, bpf_dynptr_size(&memory[1]));
	fold(&sum, bpf_dynptr_read(&tail, sizeof(tail), rest, place, 0));
	fold(&sum, tail.first + tail.rest[8]);
	fold(&sum, bpf_dynptr_write(rest, place / 2, &header, sizeof(header), 0));
	fold(&sum, bpf_dynptr_read(&tail, sizeof(tail), rest, (__u64)place << 26, 0));
	fold(&sum, bpf_dynptr_read(&tail, header.rest[4] % 8 + 1, rest, 1ull << 32 | place, 0));
	fold(&sum, bpf_dynptr_write(rest, place, &tail, sizeof(tail), header.rest[5] & 1));
	fold(&sum, bpf_dynptr_read(&tail, sizeof(tail), whole, 3, header.rest[5] & 2));
	fold(&sum, tail.first);
	data = bpf_dynptr_slice_rdwr(&memory[1], place, &tail, 4);
	if (data)
		data[3] = 77;
	fold(&sum, bpf_dynptr_adjust(&memory[1], place, place / 2));
	fold(&sum, bpf_dynptr_from_xdp(ctx, 1, &memory[2]));
	fold(&sum, bpf_dynptr_is_null(&memory[2]) + 2 * bpf_dynptr_is_null(&memory[1]));
	fold(&sum, bpf_dynptr_is_rdonly(&memory[2]) + 2 * bpf_dynptr_is_rdonly(&memory[1]));
	fold(&sum, bpf_dynptr_read(&tail, sizeof(tail), none, 0, 0));
	fold(&sum, bpf_dynptr_write(none, 0, &tail, sizeof(tail), 0));
	fold(&sum, bpf_dynptr_adjust(&memory[2], 0, 0));
	if (bpf_dynptr_data(whole, 0, 8))
		return XDP_ABORTED;
	bpf_dynptr_write(whole, 6, &sum, sizeof(sum), 0);
	return data ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
