// Tail calls by a table whose entries sections are named for, as iproute2 fills it.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_elf_map {
    __u32 type;
    __u32 size_key;
    __u32 size_value;
    __u32 max_elem;
    __u32 flags;
    __u32 id;
    __u32 pinning;
    __u32 inner_id;
    __u32 inner_idx;
};

struct bpf_elf_map SEC("maps") jmp = {
    .type = BPF_MAP_TYPE_PROG_ARRAY,
    .size_key = 4,
    .size_value = 4,
    .max_elem = 4,
    .id = 2,
};

struct bpf_elf_map SEC("maps") unrelated = {
    .type = BPF_MAP_TYPE_PROG_ARRAY,
    .size_key = 4,
    .size_value = 4,
    .max_elem = 4,
    .id = 3,
};

SEC("2/0")
int first(struct xdp_md *ctx)
{
    bpf_tail_call(ctx, &jmp, 3);
    return XDP_DROP;
}

SEC("2/0x3")
int second(struct xdp_md *ctx)
{
    bpf_tail_call(ctx, &jmp, 1);
    return XDP_TX;
}

SEC("prog")
int entry(struct xdp_md *ctx)
{
    bpf_tail_call(ctx, &jmp, ctx->rx_queue_index);
    return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
