// Constants that the loader may set, and what they leave out: helpers, maps and callbacks that a card has not.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct limits {
    __u16 low;
    __u8 tags[3];
    int high;
};

const volatile _Bool verbose = 0;
const volatile _Bool chained = 0;
const volatile _Bool recent = 0;
const volatile enum xdp_action verdict = XDP_PASS;
const volatile struct limits limits = {7, {1, 2, 3}, -5};
const volatile char name[8] = "eth0";
__u64 counter = 40;

struct {
    __uint(type, BPF_MAP_TYPE_SOCKHASH);
    __uint(max_entries, 64);
    __type(key, __u32);
    __type(value, __u64);
} lately SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 64);
    __type(key, __u32);
    __type(value, __u64);
} ever SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_SOCKMAP);
    __uint(max_entries, 2);
    __uint(key_size, 4);
    __uint(value_size, 4);
} chain SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
    __uint(key_size, 4);
    __uint(value_size, 4);
} events SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
    __uint(max_entries, 4);
    __uint(key_size, 4);
    __array(values, typeof(ever));
} maps SEC(".maps");

static long again(__u32 index, void *context)
{
    return 0;
}

static __attribute__((noinline)) int report(struct xdp_md *ctx, __u32 key)
{
    bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &key, sizeof(key));
    bpf_loop(3, again, 0, 0);
    return bpf_map_lookup_elem(&maps, &key) ? 1 : 0;
}

SEC("xdp")
int constants(struct xdp_md *ctx)
{
    __u32 key = ctx->ingress_ifindex;
    __u64 one = 1, *value;
    if (verbose) {
        counter += bpf_get_current_pid_tgid();
        report(ctx, key);
    }
    if (chained)
        counter += bpf_get_current_task();
    value = recent ? bpf_map_lookup_elem(&lately, &key) : bpf_map_lookup_elem(&ever, &key);
    if (!value)
        bpf_map_update_elem(&ever, &key, &one, BPF_ANY);
    else
        *value += limits.low + limits.tags[1] + limits.high + name[3];
    counter += 2;
    switch (verdict) {
    case XDP_PASS:
        return XDP_PASS;
    case XDP_REDIRECT:
        return bpf_redirect_map(&chain, 0, 0);
    default:
        return XDP_DROP;
    }
}

char _license[] SEC("license") = "GPL";
