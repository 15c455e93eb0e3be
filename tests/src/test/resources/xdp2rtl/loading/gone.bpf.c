// A field that the context does not have, read without a question.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct xdp_md___other {
    __u32 data, data_end, hardware_hint;
} __attribute__((preserve_access_index));

SEC("xdp")
int field_that_is_gone(struct xdp_md *ctx)
{
    struct xdp_md___other *other = (void *)ctx;
    return other->hardware_hint ? XDP_DROP : XDP_PASS;
}

char _license[] SEC("license") = "GPL";
