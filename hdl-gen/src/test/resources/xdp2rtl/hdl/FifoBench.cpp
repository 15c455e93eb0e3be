// Pushes and pops at random and compares with std::deque.
#include <cstdint>
#include <cstdio>
#include <deque>
#include <random>
#include "Model.h"

int main() {
    Model model;
    std::mt19937 random(11);
    std::deque<uint16_t> queue;
    model.push_valid = 0;
    model.pop_ready = 0;
    model.rst = 1;
    for (int i = 0; i < 2; i++) {
        model.clk = 0; model.eval();
        model.clk = 1; model.eval();
    }
    model.rst = 0;
    for (int cycle = 0; cycle < 20000; cycle++) {
        unsigned eager = cycle / 500 % 3;  // phases that fill, drain and hold the queue
        model.push_valid = random() % 4 < (eager == 0 ? 3u : eager == 1 ? 1u : 2u);
        model.pop_ready = random() % 4 < (eager == 1 ? 3u : eager == 0 ? 1u : 2u);
        model.push_data = random() & 0xffff;
        model.clk = 0;
        model.eval();
        bool ready = queue.size() < 16, valid = !queue.empty();
        if (model.push_ready != ready || model.pop_valid != valid
                || (valid && model.pop_data != queue.front())) {
            std::printf("cycle %d: ready %d valid %d data %04x, expected %d %d %04x\n", cycle,
                    model.push_ready,
                        model.pop_valid, model.pop_data, ready, valid, valid ? queue.front() : 0);
            return 1;
        }
        bool push = model.push_valid && ready, pop = model.pop_ready && valid;
        if (pop) queue.pop_front();
        if (push) queue.push_back(model.push_data);
        model.clk = 1;
        model.eval();
    }
    std::puts("agrees");
    return 0;
}
