// Global functions, which Linux verifies by themselves.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define NOINLINE __attribute__((noinline))

NOINLINE __u64 mixed(__u64 seed)
{
    for (__u32 i = 0; i < 300; i++) {
        seed = seed * 31 + i;
        asm volatile("" : "+r"(seed));
    }
    return seed;
}

// Global in C, but not for other objects: verified where it is called, with what is known of its argument there.
__hidden NOINLINE __u64 first_word(void *data)
{
    return *(__u64 *)data;
}

SEC("xdp")
int global_function(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    if (data + 34 > end)
        return XDP_DROP;
    __u64 sum = first_word(data);
    for (int i = 0; i < 100; i++) {
        sum += mixed(sum + data[i & 7]);
        asm volatile("" : "+r"(sum));
    }
    *(__u64 *)data = sum;
    return XDP_TX;
}

char _license[] SEC("license") = "GPL";
