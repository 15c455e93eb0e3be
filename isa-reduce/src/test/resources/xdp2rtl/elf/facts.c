// One of each kind of type fact ("CO-RE") about types of its own.
#include "bpf.h"

#define FACT __attribute__((preserve_access_index))

enum colour { RED = 3, GREEN = 40, BLUE = -7 };
enum wide { HUGE = 0x123456789aULL };

struct FACT inner {
    u16 a;
    u16 b[4];
};

struct FACT outer {
    u32 tag;
    u32 low : 3;
    int middle : 13;
    struct inner in[2];
    s64 tail;
};

volatile u64 out[16];
volatile enum colour colour;

SEC("xdp")
int facts(struct xdp_md *ctx)
{
    struct outer *o = (void *)(long)ctx->data;
    out[0] = (u64)&o->in[1].b[2] - (u64)o;
    out[1] = __builtin_preserve_field_info(o->middle, 0);
    out[2] = __builtin_preserve_field_info(o->in, 1);
    out[3] = __builtin_preserve_field_info(o->tail, 2);
    out[4] = __builtin_preserve_field_info(o->middle, 3);
    out[5] = __builtin_preserve_field_info(o->middle, 4);
    out[6] = __builtin_preserve_field_info(o->middle, 5);
    out[7] = __builtin_preserve_type_info(*(struct outer *)0, 0);
    out[8] = __builtin_preserve_type_info(*(struct outer *)0, 1);
    out[9] = __builtin_preserve_enum_value(*(enum colour *)GREEN, 0);
    out[10] = __builtin_preserve_enum_value(*(enum colour *)BLUE, 1);
    out[11] = __builtin_preserve_enum_value(*(enum wide *)HUGE, 1);
    out[12] = __builtin_btf_type_id(*(struct outer *)0, 0);
    out[13] = o->tail;
    return XDP_PASS;
}

SEC("xdp")
int kernel_type(struct xdp_md *ctx)
{
    return __builtin_btf_type_id(*(struct outer *)0, 1);
}
