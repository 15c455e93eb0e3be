// Static and global subprograms that call each other; one is called twice, one is never called by `first`.
#include "bpf.h"

volatile u32 state;

static NOINLINE int leaf(int x)
{
    state += x;
    return state;
}

static NOINLINE int middle(int x)
{
    return leaf(x + 1) + leaf(x + 2);
}

NOINLINE int shared(int x)
{
    state ^= x;
    return state;
}

NOINLINE int alone(int x)
{
    state |= x;
    return state;
}

SEC("xdp")
int first(struct xdp_md *ctx)
{
    return middle(ctx->rx_queue_index) + shared(3) + leaf(4);
}

SEC("xdp")
int second(struct xdp_md *ctx)
{
    return alone(5) + shared(6);
}
