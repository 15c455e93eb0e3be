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
int bpf_dynptr_copy(struct part *to, __u32 at, struct part *from, __u32 start, __u32 size) __ksym;
int bpf_dynptr_memset(struct part *part, __u32 offset, __u32 size, __u8 value) __ksym;
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

// Bytes moved up and down, over each other, and set; places and lengths that are inside and not, dynptrs that are none.
SEC("xdp")
int moved(struct xdp_md *ctx)
{
	struct part whole, rest, none;
	struct tail orders = {};
	__u64 sum = 3;
	__u32 i;

	if (bpf_dynptr_from_xdp(ctx, 0, &whole) || bpf_dynptr_read(&orders, sizeof(orders), (void *)&whole, 0, 0))
		return XDP_ABORTED;
	bpf_dynptr_from_xdp(ctx, 2, &none);
	bpf_dynptr_clone(&whole, &rest);
	bpf_dynptr_adjust(&rest, orders.rest[0] % 32, bpf_dynptr_size(&whole) - orders.rest[1] % 8);
	fold(&sum, bpf_dynptr_copy(&rest, orders.rest[2] % 64, &whole, 12 + orders.rest[3] % 64, orders.rest[4] % 80));
	fold(&sum, bpf_dynptr_copy(&whole, 12, &rest, orders.rest[5] % 64, orders.rest[6] % 32));
	fold(&sum, bpf_dynptr_copy(&whole, 14, &whole, 13, 21));
	fold(&sum, bpf_dynptr_copy(&rest, orders.rest[7], &rest, orders.rest[8], orders.first % 300));
	fold(&sum, bpf_dynptr_memset(&rest, orders.rest[3] % 128, orders.rest[2] % 40, orders.rest[1] + 0x180));
	fold(&sum, bpf_dynptr_memset(&whole, 20, 3, 9));
	for (i = 0; i < 2; i++) {
		fold(&sum, bpf_dynptr_copy(&none, 0, &whole, 0, i));
		fold(&sum, bpf_dynptr_copy(&whole, 12, &none, i, 0));
		fold(&sum, bpf_dynptr_copy(&whole, 12, &none, 0, i));
		fold(&sum, bpf_dynptr_copy(&none, 0, &none, 0, i));
		fold(&sum, bpf_dynptr_copy(&none, i, &whole, 4000, 1));
		fold(&sum, bpf_dynptr_memset(&none, 0, i, 1));
		fold(&sum, bpf_dynptr_memset(&none, i, 0, 1));
	}
	bpf_dynptr_write((void *)&whole, 6, &sum, sizeof(sum), 0);
	return sum & 1 ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
