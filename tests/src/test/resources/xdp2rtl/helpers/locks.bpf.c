// Values with a lock: in an array, behind what it protects; in a hash map, in front.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bucket {
	__u64 tokens;
	__u32 packets;
	struct bpf_spin_lock lock;
	__u64 bytes;
	__u8 last[5];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, struct bucket);
} buckets SEC(".maps");

struct flow {
	struct bpf_spin_lock lock;
	__u32 packets;
	__u32 sum;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8);
	__type(key, __u16);
	__type(value, struct flow);
} flows SEC(".maps");

static __attribute__((noinline)) void count(struct bucket *bucket, __u32 length)
{
	bucket->packets++;
	bucket->bytes += length;
}

SEC("xdp")
int limited(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 length = end - data, key = length % 4, passes = 0;
	struct bucket *bucket = bpf_map_lookup_elem(&buckets, &key);

	if (!bucket)
		return XDP_PASS;
	bpf_spin_lock(&bucket->lock);
	count(bucket, length);
	if (bucket->tokens < 2000) {
		bucket->tokens += length;
		passes = 1;
	}
	bpf_spin_unlock(&bucket->lock);
	return passes ? XDP_TX : XDP_DROP;
}

// All bytes of what it gives are set; the lock's are not taken over.
SEC("xdp")
int filled(struct xdp_md *ctx)
{
	__u32 length = ctx->data_end - ctx->data, key = length % 3, packets;
	__u16 name = length % 11;
	struct flow *flow = bpf_map_lookup_elem(&flows, &name), first;
	struct bucket bucket;

	__builtin_memset(&bucket, length, sizeof(bucket));
	__builtin_memset(&first, length, sizeof(first));
	if (length % 5 == 0)
		bpf_map_delete_elem(&flows, &name);
	else if (length % 7 == 0 || !flow)
		bpf_map_update_elem(&flows, &name, &first, length % 2 ? BPF_ANY : BPF_NOEXIST);
	bpf_map_update_elem(&buckets, &key, &bucket, BPF_ANY);
	flow = bpf_map_lookup_elem(&flows, &name);
	if (!flow)
		return XDP_DROP;
	bpf_spin_lock(&flow->lock);
	packets = flow->packets++;
	flow->sum += length;
	bpf_spin_unlock(&flow->lock);
	return packets & 1 ? XDP_PASS : XDP_TX;
}

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64[2]);
} sums SEC(".maps");

// Counts twice, here in one map and there in another that the lock protects as well.
SEC("xdp")
int counted(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct bucket *bucket = bpf_map_lookup_elem(&buckets, &key);
	__u64 *sum = bpf_map_lookup_elem(&sums, &key);

	if (!bucket || !sum)
		return XDP_PASS;
	__u64 early = bucket->bytes + sum[0];
	bpf_spin_lock(&bucket->lock);
	bucket->bytes++;
	sum[0]++;
	bpf_spin_unlock(&bucket->lock);
	return early == ~0ull ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int unprotected(struct xdp_md *ctx)
{
	__u32 key = 0;
	struct bucket *bucket = bpf_map_lookup_elem(&buckets, &key);
	__u64 *sum = bpf_map_lookup_elem(&sums, &key);

	if (!bucket || !sum)
		return XDP_PASS;
	__u64 early = bucket->bytes + sum[0];
	bucket->bytes++;
	sum[0]++;
	return early == ~0ull ? XDP_PASS : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
