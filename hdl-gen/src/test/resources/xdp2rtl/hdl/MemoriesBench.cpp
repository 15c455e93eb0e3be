// Drives the memories with random accesses and compares every output, every cycle, with arrays.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <random>
#include "Model.h"

struct Word {
    uint32_t value = 0;
    uint32_t known = 0;  // bits that have been written

    void write(uint32_t data, unsigned lanes) {
        for (int lane = 0; lane < 4; lane++) {
            if (!(lanes >> lane & 1)) continue;
            uint32_t mask = 0xffu << 8 * lane;
            value = (value & ~mask) | (data & mask);
            known |= mask;
        }
    }
};

static int failures = 0;

static void expect(const char* what, int cycle, uint32_t model, Word word) {
    if (((model ^ word.value) & word.known) == 0) return;
    std::printf("cycle %d: %s is %08x, expected %08x (known %08x)\n", cycle, what, model, word.value,
            word.known);
    failures++;
}

int main() {
    Model model;
    std::mt19937 random(7);
    Word plain[32], laned[32], words[32], shared[32];
    Word block, later, a, b;
    for (int cycle = 0; cycle < 20000 && failures < 5; cycle++) {
        unsigned write = random() & 1, read = random() & 1, lanes = random() & 15;
        unsigned to = random() & 31, from = random() % 4 ? random() & 31 : to;
        unsigned enable_a = random() & 1, enable_b = random() & 1;
        unsigned writes_a = random() & 1 ? random() & 15 : 0;
        unsigned write_b = to != from && random() & 1 ? random() & 15 : 0;
        uint32_t data = random();
        model.write = write; model.read = read; model.lanes = lanes;
        model.write_address = to; model.read_address = from; model.write_data = data;
        model.enable_a = enable_a; model.writes_a = writes_a; model.enable_b = enable_b; model.write_b =
                write_b;
        model.clk = 0;
        model.eval();
        expect("whole", cycle, model.whole, plain[from]);
        expect("by_lane", cycle, model.by_lane, laned[from]);
        model.clk = 1;
        model.eval();

        later = block;
        if (read) block = words[from];
        if (enable_a) a = shared[to];
        if (enable_b) b = shared[from];
        if (write) {
            plain[to].write(data, 15);
            laned[to].write(data, lanes);
            words[to].write(data, lanes);
        }
        if (enable_a) shared[to].write(data, writes_a);
        if (enable_b) shared[from].write(~data, write_b);
        expect("block", cycle, model.block, block);
        expect("block_later", cycle, model.block_later, later);
        expect("dual_a", cycle, model.dual_a, a);
        expect("dual_b", cycle, model.dual_b, b);
    }
    if (failures == 0) std::puts("agrees");
    return failures != 0;
}
