// Questions about types ("CO-RE"), each in a program that answers by its verdict.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>

#define CORE __attribute__((preserve_access_index))

// The context as a program may know it from another kernel: in another order, with a field of its own.
struct xdp_md___other {
    __u32 data_meta, egress_ifindex, data_end, hardware_hint, data, rx_queue_index, ingress_ifindex;
} CORE;

// Two of its fields, of other sizes.
struct xdp_md___narrow {
    __u16 data;
    __u64 ingress_ifindex;
} CORE;

struct of_no_kernel {
    int member;
} CORE;

enum bpf_func_id___later {
    BPF_FUNC_xdp_adjust_tail___later = 1,
    BPF_FUNC_of_no_kernel___later = 9999,
};

SEC("xdp")
int field_that_is_missing(struct xdp_md *ctx)
{
    struct xdp_md___other *other = (void *)ctx;
    return bpf_core_field_exists(other->hardware_hint) ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int missing_field_behind_its_question(struct xdp_md *ctx)
{
    struct xdp_md___other *other = (void *)ctx;
    if (bpf_core_field_exists(other->hardware_hint))
        return other->hardware_hint;
    return other->ingress_ifindex == 1 ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int fields_that_moved(struct xdp_md *ctx)
{
    struct xdp_md___other *other = (void *)ctx;
    void *data = (void *)(long)other->data, *end = (void *)(long)other->data_end;
    if (data + 14 > end || data + 5000 < end)
        return XDP_DROP;
    return other->ingress_ifindex == 1 && other->rx_queue_index == 0 ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int field_of_another_size(struct xdp_md *ctx)
{
    struct xdp_md___narrow *narrow = (void *)ctx;
    return narrow->ingress_ifindex == 1 ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int enumerators(struct xdp_md *ctx)
{
    if (bpf_core_enum_value_exists(enum bpf_func_id___later, BPF_FUNC_of_no_kernel___later))
        return XDP_DROP;
    if (!bpf_core_enum_value_exists(enum bpf_func_id___later, BPF_FUNC_xdp_adjust_tail___later))
        return XDP_ABORTED;
    return bpf_core_enum_value(enum bpf_func_id___later, BPF_FUNC_xdp_adjust_tail___later) == 65 ? XDP_PASS : XDP_TX;
}

SEC("xdp")
int type_that_is_missing(struct xdp_md *ctx)
{
    if (bpf_core_type_exists(struct of_no_kernel) || bpf_core_type_size(struct of_no_kernel) != 0)
        return XDP_DROP;
    return bpf_core_type_exists(struct xdp_md) && bpf_core_type_size(struct xdp_md___narrow) == 24 ? XDP_PASS : XDP_ABORTED;
}

SEC("xdp")
int matching_types(struct xdp_md *ctx)
{
    if (bpf_core_type_matches(struct xdp_md___narrow) || bpf_core_type_matches(struct xdp_md___other))
        return XDP_DROP;
    return bpf_core_type_matches(struct xdp_md) && bpf_core_type_matches(enum xdp_action) ? XDP_PASS : XDP_ABORTED;
}

char _license[] SEC("license") = "GPL";
