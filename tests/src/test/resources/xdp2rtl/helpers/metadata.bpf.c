#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

enum hash_type { NONE, ADDRESSES, PORTS };

int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, __u64 *timestamp) __ksym __weak;
int bpf_xdp_metadata_rx_hash(const struct xdp_md *ctx, __u32 *hash, enum hash_type *type) __ksym;
int bpf_xdp_metadata_rx_vlan_tag(const struct xdp_md *ctx, __u16 *protocol, __u16 *tag) __ksym;

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

// What a device tells that has nothing to tell.
SEC("xdp")
int metadata(struct xdp_md *ctx)
{
	__u64 timestamp = 5;
	enum hash_type type = ADDRESSES;
	__u32 hash = 6;
	__u16 protocol = 8, tag = 9;
	int error = 0;

	if (bpf_xdp_metadata_rx_timestamp)
		error = bpf_xdp_metadata_rx_timestamp(ctx, &timestamp);
	note(0, error);
	note(1, bpf_xdp_metadata_rx_hash(ctx, &hash, &type));
	note(2, bpf_xdp_metadata_rx_vlan_tag(ctx, &protocol, &tag));
	note(3, timestamp + hash + type + protocol + tag);
	return error ? XDP_PASS : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
