// Functions that read what they have not written on their stacks; one that is never reached.
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

char _license[] SEC("license") = "GPL";
