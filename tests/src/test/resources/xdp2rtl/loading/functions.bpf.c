// Functions on their own stacks; global ones, which Linux verifies by themselves; one that is never reached.
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define NOINLINE __attribute__((noinline))
#define KEEP(x) asm volatile("" : : "r"(x) : "memory")

const volatile int never = 0;

// What a function before has left on the stack would be seen.
static NOINLINE __u64 exchange(__u32 at, __u64 value)
{
    __u8 bytes[64];
    KEEP(bytes);
    __u64 old = bytes[at & 63];
    bytes[at & 63] = value;
    bytes[(at + 7) & 63] = value >> 9;
    KEEP(bytes);
    return old;
}

static NOINLINE __u64 unreached(__u32 at)
{
    __u64 words[4];
    KEEP(words);
    return words[at & 3];
}

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
int stacks(struct xdp_md *ctx)
{
    __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    if (data + 34 > end)
        return XDP_DROP;
    __u64 sum = exchange(data[0], 0xabcd);
    sum = sum * 3 + exchange(data[1], 0x1234);
    sum = sum * 3 + exchange(data[2], sum);
    if (never)
        sum += unreached(sum);
    *(__u64 *)data = sum;
    return XDP_TX;
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
