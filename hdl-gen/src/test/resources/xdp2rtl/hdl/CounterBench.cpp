// Counts enabled cycles in software beside the counter.
#include <cstdio>
#include <random>
#include "Model.h"

int main() {
    Model model;
    std::mt19937 random(3);
    model.rst = 1;
    model.en = 0;
    model.clk = 0; model.eval();
    model.clk = 1; model.eval();
    int count = 0;
    for (int cycle = 0; cycle < 5000; cycle++) {
        model.rst = random() % 97 == 0;
        model.en = random() & 1;
        model.clk = 0;
        model.eval();
        bool wrap = model.en && count == 25;
        if (model.wrap != wrap) {
            std::printf("cycle %d: wrap is %d at count %d\n", cycle, model.wrap, count);
            return 1;
        }
        if (model.en) count = wrap ? 0 : count + 1;
        if (model.rst) count = 0;
        model.clk = 1;
        model.eval();
    }
    std::puts("agrees");
    return 0;
}
