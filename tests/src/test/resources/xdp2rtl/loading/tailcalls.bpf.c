// Tail calls by a table that the object fills: chosen by the packet, fixed, from functions, to programs that move the packet,
// redirect it, or call themselves.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define ENTRIES 8

int passes(struct xdp_md *ctx);
int shortens(struct xdp_md *ctx);
int repeats(struct xdp_md *ctx);
int redirects(struct xdp_md *ctx);

struct {
    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
    __uint(max_entries, ENTRIES);
    __uint(key_size, 4);
    __array(values, int(struct xdp_md *));
} table SEC(".maps") = {
    .values = {
        [0] = (void *)&passes,
        [1] = (void *)&shortens,
        [3] = (void *)&repeats,
        [5] = (void *)&redirects,
    },
};

struct {
    __uint(type, BPF_MAP_TYPE_ARRAY);
    __uint(max_entries, ENTRIES);
    __type(key, __u32);
    __type(value, __u64);
} runs SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, ENTRIES);
    __type(key, __u32);
    __type(value, __u64);
} seen SEC(".maps");

static __always_inline void count(__u32 place)
{
    __u64 *value = bpf_map_lookup_elem(&runs, &place);
    if (value)
        __sync_fetch_and_add(value, 1);
}

SEC("xdp")
int passes(struct xdp_md *ctx)
{
    count(1);
    return XDP_PASS;
}

/* Goes on with the program that the packet's new second byte names. */
SEC("xdp")
int shortens(struct xdp_md *ctx)
{
    __u8 *data, *end;

    count(2);
    if (bpf_xdp_adjust_head(ctx, 4))
        return XDP_DROP;
    data = (void *)(long)ctx->data;
    end = (void *)(long)ctx->data_end;
    if (data + 14 > end)
        return XDP_ABORTED;
    data[0] = 0xee;
    bpf_tail_call(ctx, &table, data[1] & 15);
    return XDP_TX;
}

/* Until Linux has had enough; its stack is a new one each time. */
SEC("xdp")
int repeats(struct xdp_md *ctx)
{
    volatile __u64 word;
    __u64 found;

    asm volatile("" : "=m"(word));
    found = word;
    word = 77;
    count(found ? 4 : 3);
    bpf_tail_call(ctx, &table, 3);
    return XDP_DROP;
}

SEC("xdp")
int redirects(struct xdp_md *ctx)
{
    __u32 key = ctx->rx_queue_index;
    __u64 one = 1;

    bpf_map_update_elem(&seen, &key, &one, BPF_ANY);
    return bpf_redirect(7, 0);
}

/* Its caller goes on with what the program has answered. Were it a constant, clang would take it for the only answer. */
static __attribute__((noinline)) int chosen(struct xdp_md *ctx, __u32 index)
{
    volatile __u64 copy = index;

    bpf_tail_call(ctx, &table, index + (copy & 16));
    return 200 + copy;
}

SEC("xdp")
int from_function(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    int answer;

    if (data + 20 > end)
        return XDP_ABORTED;
    answer = chosen(ctx, data[0] & 15);
    count(6);
    return answer >= 200 ? XDP_TX : answer + 8;
}

/* Nothing but a return is behind the call, so that the programs can come back to it. */
static __attribute__((noinline)) int last(struct xdp_md *ctx, __u32 index)
{
    bpf_tail_call(ctx, &table, index);
    return index & 1 ? XDP_DROP : XDP_TX;
}

SEC("xdp")
int by_last_function(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

    if (data + 20 > end)
        return XDP_ABORTED;
    return last(ctx, data[0]);
}

SEC("xdp")
int chooses(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

    if (data + 20 > end)
        return XDP_ABORTED;
    count(0);
    bpf_tail_call(ctx, &table, data[0]);
    count(7);
    return XDP_TX;
}

SEC("xdp")
int fixed(struct xdp_md *ctx)
{
    bpf_tail_call_static(ctx, &table, 5);
    return XDP_TX;
}

SEC("xdp")
int empty(struct xdp_md *ctx)
{
    bpf_tail_call_static(ctx, &table, 2);
    return XDP_TX;
}

SEC("xdp")
int outside(struct xdp_md *ctx)
{
    bpf_tail_call_static(ctx, &table, ENTRIES);
    return XDP_TX;
}

char _license[] SEC("license") = "GPL";
