// A map of maps of which the object says neither what it holds nor like which maps its loader makes it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
    __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
    __uint(max_entries, 4);
    __type(key, __u64);
    __type(value, __u32);
} open_ended SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 16);
    __type(key, __u32);
    __type(value, __u32);
} ports SEC(".maps");

SEC("xdp")
int in_nothing(struct xdp_md *ctx) {
    __u8 *data = (void *)(long)ctx->data;
    if (data + 16 > (__u8 *)(long)ctx->data_end)
        return XDP_ABORTED;
    __u64 key = data[0];
    void *inner = bpf_map_lookup_elem(&open_ended, &key);
    if (!inner)
        return XDP_TX;
    __u32 index = data[1], *found = bpf_map_lookup_elem(inner, &index);
    return found ? 100 + (int)*found : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
