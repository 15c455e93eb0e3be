// Loops that the kernel counts: iterators over numbers, may_goto. Ordered accesses.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct numbers {
	__u64 opaque;
} __attribute__((aligned(8)));

int bpf_iter_num_new(struct numbers *it, int start, int end) __ksym;
int *bpf_iter_num_next(struct numbers *it) __ksym;
void bpf_iter_num_destroy(struct numbers *it) __ksym;
void bpf_rcu_read_lock(void) __ksym;
void bpf_rcu_read_unlock(void) __ksym;
void bpf_preempt_disable(void) __ksym;
void bpf_preempt_enable(void) __ksym;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} results SEC(".maps");

static __attribute__((always_inline)) void note(__u32 key, __u64 value)
{
	__u64 *result = bpf_map_lookup_elem(&results, &key);

	if (result)
		*result = *result * 31 + value;
}

// A range that is known, one that is not, two at once, and one that is left early.
SEC("xdp")
int ranges(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 length = end - data, sum = 0, left = 0;
	struct numbers it, other;
	int *i, *j;

	bpf_iter_num_new(&it, 0, 40);
	while ((i = bpf_iter_num_next(&it))) {
		__u32 at = *i;

		if (at > 63 || data + at + 1 > end)
			break;
		sum += data[at];
	}
	bpf_iter_num_destroy(&it);
	bpf_iter_num_new(&it, -3, length % 11);
	while ((i = bpf_iter_num_next(&it))) {
		bpf_iter_num_new(&other, *i, 4);
		while ((j = bpf_iter_num_next(&other)))
			left += *i * 16 + *j;
		bpf_iter_num_destroy(&other);
	}
	bpf_iter_num_destroy(&it);
	note(0, sum);
	note(1, left);
	return left % 2 ? XDP_TX : XDP_PASS;
}

// Ranges that are empty, wrong, or too long; what is asked again when there is no more.
SEC("xdp")
int ends(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data;
	struct numbers it;
	int *i, error, turns = 0;

	error = bpf_iter_num_new(&it, 5, length % 3 + 4);
	while ((i = bpf_iter_num_next(&it)))
		turns += *i;
	if (!bpf_iter_num_next(&it))
		turns += 1000;
	bpf_iter_num_destroy(&it);
	note(0, error);
	error = bpf_iter_num_new(&it, -(1 << 22), length + (1 << 22));
	if (bpf_iter_num_next(&it))
		turns += 100;
	bpf_iter_num_destroy(&it);
	note(1, error);
	error = bpf_iter_num_new(&it, (int)0x80000000, 0x7fffffff);
	bpf_iter_num_destroy(&it);
	note(2, error);
	note(3, turns);
	return XDP_PASS;
}

#define can_loop \
	({ \
		__label__ out, on; \
		_Bool more = 1; \
		asm volatile goto("may_goto %l[out]" : : : : out); \
		goto on; \
	out: \
		more = 0; \
	on:; \
		more; \
	})

static __attribute__((noinline)) __u32 checksum(__u8 *data, __u8 *end, __u32 sum)
{
	for (__u32 i = 0; i < 2048 && can_loop; i++) {
		if (data + i + 1 > end)
			break;
		sum = (sum << 1 | sum >> 31) ^ data[i];
	}
	return sum;
}

// Turns that Linux would stop at some time.
SEC("xdp")
int stopped(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 sum = checksum(data, end, 1), first = sum;

	while (can_loop) {
		if (sum % 7 == 3 || sum < 9)
			break;
		sum = sum / 3 + 1;
	}
	sum ^= checksum(data, end, sum);
	note(0, sum);
	note(1, first);
	return sum & 1 ? XDP_TX : XDP_DROP;
}

#define LOAD_ACQUIRE(opcode, pointer, offset) \
	({ \
		__u64 loaded; \
		asm volatile("r1 = %1; .byte " opcode ", 0x12, " offset ", 0, 0, 1, 0, 0; %0 = r2" \
			     : "=r"(loaded) : "r"(pointer) : "r1", "r2", "memory"); \
		loaded; \
	})
#define STORE_RELEASE(opcode, pointer, offset, value) \
	asm volatile("r1 = %0; r2 = %1; .byte " opcode ", 0x21, " offset ", 0, 0x10, 1, 0, 0" \
		     : : "r"(pointer), "r"(value) : "r1", "r2", "memory")

// Loads and stores with an order, of all sizes, in a map and on the stack.
SEC("xdp")
int ordered(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data, key = length & 7;
	__u64 own[2] = { length * 0x0101010101ull, 7 }, *value = bpf_map_lookup_elem(&results, &key);

	if (!value)
		return XDP_ABORTED;
	*value += length;
	STORE_RELEASE("0xd3", value, "6", length);
	STORE_RELEASE("0xcb", value, "2", LOAD_ACQUIRE("0xd3", value, "1"));
	STORE_RELEASE("0xc3", value, "4", LOAD_ACQUIRE("0xcb", value, "0") + LOAD_ACQUIRE("0xc3", value, "4"));
	STORE_RELEASE("0xdb", own, "8", LOAD_ACQUIRE("0xdb", own, "0") + LOAD_ACQUIRE("0xdb", value, "0"));
	STORE_RELEASE("0xd3", own, "3", length);
	*value ^= own[0] + own[1];
	return (LOAD_ACQUIRE("0xd3", value, "6") + length) & 1 ? XDP_TX : XDP_PASS;
}

// What a run holds up in the kernel, and nothing on a card.
SEC("xdp")
int sections(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data;

	bpf_rcu_read_lock();
	note(length % 8, length);
	bpf_preempt_disable();
	note(length % 3, 7);
	bpf_preempt_enable();
	bpf_rcu_read_unlock();
	return length & 1 ? XDP_TX : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
