// What -mcpu=v4 adds: sign-extending loads and moves, signed division, byte swaps, stores of immediates, far jumps.
#include "bpf.h"

volatile s64 wide;
volatile short half = -2;
volatile signed char byte = -3;

SEC("xdp")
int all(struct xdp_md *ctx)
{
    s64 sum = half + (s64)byte;
    sum += (signed char)ctx->rx_queue_index;
    sum /= (s64)half;
    sum %= 13;
    wide = __builtin_bswap64(sum);
    half = 5;
    return __builtin_bswap16(half) & 3;
}
