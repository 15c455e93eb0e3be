/* One lookup a packet, with its first bytes as the key: the function of hXDP's micro-benchmark of map accesses (OSDI
 * 2020, figure 14), a program for each size of the key. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define ACCESS(size)                                                                               \
	struct key_##size {                                                                        \
		__u8 bytes[size];                                                                  \
	};                                                                                         \
	struct {                                                                                   \
		__uint(type, BPF_MAP_TYPE_HASH);                                                   \
		__uint(max_entries, 64);                                                           \
		__type(key, struct key_##size);                                                    \
		__type(value, __u64);                                                              \
	} map_##size SEC(".maps");                                                                 \
	SEC("xdp")                                                                                 \
	int access_##size(struct xdp_md *ctx)                                                      \
	{                                                                                          \
		struct key_##size *bytes = (void *)(long)ctx->data;                                \
		struct key_##size key;                                                             \
                                                                                                   \
		if ((void *)(bytes + 1) > (void *)(long)ctx->data_end)                             \
			return XDP_DROP;                                                           \
		__builtin_memcpy(&key, bytes, size);                                               \
		return bpf_map_lookup_elem(&map_##size, &key) ? XDP_TX : XDP_DROP;                 \
	}

ACCESS(1)
ACCESS(4)
ACCESS(8)
ACCESS(16)
ACCESS(32)

char _license[] SEC("license") = "Dual BSD/GPL";
