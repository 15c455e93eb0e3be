// Compares every operator with C++ on random and on extreme operands.
#include <cstdint>
#include <cstdio>
#include <random>
#include "Model.h"

static int failures = 0;

static void expect(const char* what, uint16_t a, uint16_t b, unsigned by, unsigned pick, unsigned model,
        unsigned expected) {
    if (model == expected) return;
    std::printf("%s of a %04x b %04x by %u pick %u is %x, expected %x\n", what, a, b, by, pick, model,
            expected);
    failures++;
}

int main() {
    Model model;
    std::mt19937 random(5);
    const uint16_t extremes[] = {0, 1, 0x7fff, 0x8000, 0xffff};
    for (int i = 0; i < 50000 && failures < 5; i++) {
        uint16_t a = random() % 4 ? random() : extremes[random() % 5];
        uint16_t b = random() % 4 ? (random() % 8 ? random() : a) : extremes[random() % 5];
        unsigned by = random() & 31, pick = random() & 3;
        int16_t sa = a, sb = b;
        uint64_t together = uint64_t(a) << 32 | uint64_t(b) << 16 | uint16_t(a ^ b);
        uint64_t wide = __builtin_bswap64(together) >> 16;
        model.a = a;
        model.b = b;
        model.by = by;
        model.pick = pick;
        model.eval();
        expect("words_0", a, b, by, pick, model.words_0, uint16_t(a + b));
        expect("words_1", a, b, by, pick, model.words_1, uint16_t(a - b));
        expect("words_2", a, b, by, pick, model.words_2, uint16_t(a * b));
        expect("words_3", a, b, by, pick, model.words_3, uint16_t(a & b));
        expect("words_4", a, b, by, pick, model.words_4, uint16_t(a | b));
        expect("words_5", a, b, by, pick, model.words_5, uint16_t(a ^ b));
        expect("words_6", a, b, by, pick, model.words_6, uint16_t(~a));
        expect("words_7", a, b, by, pick, model.words_7, uint16_t(by < 16 ? a << by : 0));
        expect("words_8", a, b, by, pick, model.words_8, uint16_t(by < 16 ? a >> by : 0));
        expect("words_9", a, b, by, pick, model.words_9, uint16_t(sa >> (by < 16 ? by : 15)));
        expect("words_10", a, b, by, pick, model.words_10, uint16_t(a << 3));
        expect("words_11", a, b, by, pick, model.words_11, uint16_t(a >> 3));
        expect("words_12", a, b, by, pick, model.words_12, uint16_t(sa >> 3));
        expect("words_13", a, b, by, pick, model.words_13, uint16_t((int16_t(a + b) >> 2) + 1));
        expect("words_14", a, b, by, pick, model.words_14, uint16_t(pick & 1 ? a : b));
        expect("words_15", a, b, by, pick, model.words_15,
                uint16_t(pick == 0 ? a : pick == 1 ? b : pick == 2 ? ~a : b));
        expect("words_16", a, b, by, pick, model.words_16,
                uint16_t(pick == 0 ? a : pick == 1 ? b : pick == 2 ? ~a : 0));
        expect("words_17", a, b, by, pick, model.words_17,
                uint16_t(pick == 0 ? a : pick == 1 ? b : pick == 2 ? ~a : 0x1234));
        expect("words_18", a, b, by, pick, model.words_18, uint16_t(a >> 8 | a << 8));
        expect("words_19", a, b, by, pick, model.words_19, uint16_t(int16_t(a << 11) >> 11));
        expect("words_20", a, b, by, pick, model.words_20, uint16_t(a & 31));
        expect("words_21", a, b, by, pick, model.words_21, uint16_t(wide >> 15));
        expect("words_22", a, b, by, pick, model.words_22, uint16_t((b >> 4 * pick & 15) * 0x1111));
        expect("words_23", a, b, by, pick, model.words_23, uint16_t(a >> (b & 15) & 1 ? 0xffff : 0));
        expect("words_24", a, b, by, pick, model.words_24, uint16_t(~(a + b - 1)));
        expect("words_25", a, b, by, pick, model.words_25, uint16_t(by < 16 ? 1u << by : 0));
        expect("words_26", a, b, by, pick, model.words_26, uint16_t(by < 16 ? (1u << by) - 1 : 0xffff));
        expect("words_27", a, b, by, pick, model.words_27, uint16_t(by < 15 ? ~0u << (by + 1) : 0));
        expect("words_28", a, b, by, pick, model.words_28, uint16_t(by < 16 ? ~0u << by : 0));
        expect("words_29", a, b, by, pick, model.words_29, uint16_t(by < 16 ? (pick & 1) << by : 0));
        unsigned nibbles = 0;
        for (int i = 0; i < 4; i++) {
            nibbles |= ((a >> i & 1 ? b >> 4 * i : ~(wide >> 15 >> 4 * i)) & 15) << 4 * i;
        }
        expect("words_30", a, b, by, pick, model.words_30, nibbles);
        expect("words_31", a, b, by, pick, model.words_31, uint16_t(pick & 2 ? pick & 1 ? ~(a ^ b) : 0 : a));
        unsigned halves = (a + b & 255) | ((a >> 8) + (b >> 8) & 255) << 8;
        expect("words_32", a, b, by, pick, model.words_32, pick == 0 ? a : pick == 1 ? halves : b);
        expect("bits_0", a, b, by, pick, model.bits_0, a == b);
        expect("bits_1", a, b, by, pick, model.bits_1, a != b);
        expect("bits_2", a, b, by, pick, model.bits_2, a < b);
        expect("bits_3", a, b, by, pick, model.bits_3, a <= b);
        expect("bits_4", a, b, by, pick, model.bits_4, a > b);
        expect("bits_5", a, b, by, pick, model.bits_5, a >= b);
        expect("bits_6", a, b, by, pick, model.bits_6, sa < sb);
        expect("bits_7", a, b, by, pick, model.bits_7, sa <= sb);
        expect("bits_8", a, b, by, pick, model.bits_8, sa > sb);
        expect("bits_9", a, b, by, pick, model.bits_9, sa >= sb);
        expect("bits_10", a, b, by, pick, model.bits_10, a != 0);
        expect("bits_11", a, b, by, pick, model.bits_11, a == 0xffff);
        expect("bits_12", a, b, by, pick, model.bits_12, __builtin_parity(a));
        expect("bits_13", a, b, by, pick, model.bits_13, a >> (b & 15) & 1);
        expect("bits_14", a, b, by, pick, model.bits_14, (sa >> (by < 16 ? by : 15)) < int16_t(b + 1));
    }
    if (failures == 0) std::puts("agrees");
    return failures != 0;
}
