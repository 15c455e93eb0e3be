// Two maps in the way of before BTF, with the longer struct of iproute2's time.
#include "bpf.h"

struct bpf_map_def {
    u32 type, key_size, value_size, max_entries, map_flags, inner_map_idx, numa_node;
};

struct bpf_map_def SEC("maps") counters = {
    .type = BPF_MAP_PERCPU_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 256,
};

struct bpf_map_def SEC("maps") flows = {
    .type = BPF_MAP_HASH, .key_size = 12, .value_size = 16, .max_entries = 1024, .map_flags = 1,
};

SEC("any name")
int count(struct xdp_md *ctx)
{
    u32 key = ctx->rx_queue_index;
    u64 *value = map_lookup(&flows, &key);
    if (!value)
        value = map_lookup(&counters, &key);
    if (value)
        *value += 1;
    return XDP_PASS;
}
