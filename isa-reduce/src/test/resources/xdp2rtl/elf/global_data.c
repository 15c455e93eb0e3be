// Global data of all three kinds, and a map declared by type.
#include "bpf.h"

volatile const u32 limit = 7;
volatile const u16 ports[3] = {80, 443, 8080};
volatile u64 seen = 0x1122334455667788;
volatile u64 dropped;
volatile u32 last;

struct {
    UINT(type, BPF_MAP_HASH);
    UINT(max_entries, 100);
    UINT(map_flags, 1);
    TYPE(key, u32);
    TYPE(value, struct { u64 packets; u64 bytes; });
} flows SEC(".maps");

struct {
    UINT(type, BPF_MAP_ARRAY);
    UINT(max_entries, 4);
    UINT(key_size, 4);
    UINT(value_size, 64);
    UINT(pinning, 1);
} unused SEC(".maps");

SEC("xdp")
int check(struct xdp_md *ctx)
{
    u32 key = ctx->ingress_ifindex;
    seen += ports[2];
    last = key;
    if (key > limit || !map_lookup(&flows, &key)) {
        dropped++;
        return XDP_DROP;
    }
    return XDP_PASS;
}
