// What only a kernel has, each in a program of its own, beside one that is fine; and maps that hold maps and programs.
#include "bpf.h"

extern int HZ __attribute__((section(".kconfig"), weak));
extern int bpf_kernel_function(int x) __attribute__((section(".ksyms")));

volatile int elsewhere SEC("other_section") = 1;

struct inner {
    UINT(type, BPF_MAP_HASH);
    UINT(max_entries, 8);
    TYPE(key, u32);
    TYPE(value, u64);
};

struct {
    UINT(type, BPF_MAP_ARRAY_OF_MAPS);
    UINT(max_entries, 2);
    UINT(key_size, 4);
    struct inner *values[];
} outer SEC(".maps");

struct {
    UINT(type, BPF_MAP_PROG_ARRAY);
    UINT(max_entries, 3);
    UINT(key_size, 4);
    int (*values[])(void *);
} programs SEC(".maps");

static NOINLINE int callback(int x)
{
    return x + 1;
}

SEC("xdp")
int fine(struct xdp_md *ctx)
{
    u32 key = 0;
    return map_lookup(&outer, &key) ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int reads_configuration(struct xdp_md *ctx)
{
    return HZ;
}

SEC("xdp")
int calls_the_kernel(struct xdp_md *ctx)
{
    return bpf_kernel_function(1);
}

SEC("xdp")
int takes_an_address(struct xdp_md *ctx)
{
    static long (*const loop)(u32 n, void *callback, void *context, u64 flags) = (void *)181;
    return loop(3, callback, 0, 0);
}

SEC("xdp")
int uses_another_section(struct xdp_md *ctx)
{
    return elsewhere;
}
