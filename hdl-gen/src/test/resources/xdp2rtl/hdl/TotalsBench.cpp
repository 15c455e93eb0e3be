// Packets come and go at random, and sums are read at random, also while they carry; compared with sums of 64 bits. They begin some carries of
// the low 16 bits before the 32nd bit changes.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <random>
#include "Model.h"
#include "Model___024root.h"

static const uint64_t BEFORE = 0xfffd;
static const unsigned CONTEXTS = 16, CYCLES = 600000;

int main() {
    Model model;
    std::mt19937 random(5);
    model.arrived = model.freed = model.stalled = model.index = 0;
    model.rst = 1;
    auto edge = [&] {
        model.clk = 1; model.eval();
        model.clk = 0; model.eval();
    };
    model.clk = 0; model.eval();
    edge();
    edge();
    model.rst = 0;
    for (int i = 0; i < 8; i++) edge();
    uint64_t sums[3];
    for (unsigned i = 0; i < 3; i++) {
        model.rootp->totals__DOT__slow[i] = BEFORE;
        sums[i] = BEFORE << 16;
    }
    // What has been given and is not seen before the next edge.
    unsigned inside = 0, now = 0, most = 0, came = 0, gone = 0, stalled = 0, before = 0;
    uint64_t looks = 0, misses = 0, carries[3] = {0, 0, 0};
    for (unsigned cycle = 0; cycle < CYCLES; cycle++) {
        unsigned eager = cycle / 20000 % 3;  // phases that fill, drain and hold
        model.arrived = inside < CONTEXTS && random() % 4 < (eager == 0 ? 4u : eager == 1 ? 1u : 2u);
        model.freed = std::min(inside, unsigned(random() % (eager == 0 ? 2 : 3)));
        model.stalled = random() % 8 < 7;
        if (random() % 3 == 0) model.index = random() % 3;
        model.eval();
        bool same = cycle > 0 && before == model.index;
        before = model.index;
        if (same && model.settled) {
            looks++;
            if (model.sum != sums[model.index]) {
                std::printf("cycle %u: sum %u is %llx, expected %llx\n", cycle, unsigned(model.index), (unsigned long long)model.sum,
                            (unsigned long long)sums[model.index]);
                return 1;
            }
        }
        misses += !model.settled;
        if (model.occupants != now || model.most != most) {
            std::printf("cycle %u: %u inside, %u at most, expected %u and %u\n", cycle, model.occupants, model.most, now, most);
            return 1;
        }
        uint64_t grows[3] = {now, stalled, came};
        for (unsigned i = 0; i < 3; i++) {
            carries[i] += (sums[i] + grows[i]) >> 16 != sums[i] >> 16;
            sums[i] += grows[i];
        }
        most = std::max(most, now);
        now += came - gone;
        came = model.arrived, gone = model.freed, stalled = model.stalled;
        inside += came - gone;
        edge();
    }
    for (unsigned i = 0; i < 3; i++) {
        if (sums[i] >> 32 == 0 || carries[i] < 3) {
            std::printf("sum %u has carried %llu times to %llx\n", i, (unsigned long long)carries[i], (unsigned long long)sums[i]);
            return 1;
        }
    }
    if (misses == 0 || misses > 1000 || looks < CYCLES / 2) {
        std::printf("%llu looks, %llu cycles in which none is possible\n", (unsigned long long)looks, (unsigned long long)misses);
        return 1;
    }
    std::puts("agrees");
    return 0;
}
