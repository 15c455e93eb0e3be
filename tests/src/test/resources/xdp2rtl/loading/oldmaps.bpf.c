// Maps as the first loaders took them: four numbers, and no flags.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct old_map {
	__u32 type, key_size, value_size, max_entries;
};

struct old_map SEC("maps") seen = {BPF_MAP_TYPE_HASH, 4, 8, 16};
struct old_map SEC("maps") total = {BPF_MAP_TYPE_ARRAY, 4, 8, 1};

SEC("xdp")
int oldmaps(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data;
	__u32 key = 0;
	__u64 one = 1, *value = bpf_map_lookup_elem(&total, &key);

	if (value)
		*value += 1;
	key = data + 20 <= (__u8 *)(long)ctx->data_end ? data[19] : 0;
	return bpf_map_update_elem(&seen, &key, &one, BPF_NOEXIST) ? XDP_DROP : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
