// The few declarations that the test programs share; they need no header of the system.
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long s64;

#define SEC(name) __attribute__((section(name), used))
#define NOINLINE __attribute__((noinline))
#define UINT(name, value) int (*name)[value]
#define TYPE(name, type) typeof(type) *name

enum { BPF_MAP_HASH = 1, BPF_MAP_ARRAY = 2, BPF_MAP_PROG_ARRAY = 3, BPF_MAP_PERCPU_ARRAY = 6, BPF_MAP_ARRAY_OF_MAPS = 12 };
enum { XDP_ABORTED, XDP_DROP, XDP_PASS, XDP_TX, XDP_REDIRECT };

struct xdp_md {
    u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};

static void *(*const map_lookup)(void *map, const void *key) = (void *)1;

char _license[] SEC("license") = "GPL";
