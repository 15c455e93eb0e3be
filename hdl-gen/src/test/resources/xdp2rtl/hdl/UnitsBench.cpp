// Feeds vectors.txt to the units, an operation in every cycle, and compares. A line: unit code wide a b otherwise start size sign
// swapped result second, in hexadecimal; unit 8 is the divider.
#include <cstdint>
#include <cstdio>
#include <vector>
#include "Model.h"
#include "verilated.h"

struct Vector { unsigned unit, code, wide; uint64_t a, b; unsigned otherwise, start, size, sign, swapped; uint64_t result, second; };

static const int STAGES = 4;
static const unsigned DIVIDER = 8;
static Model model;

static void tick() {
  model.clk = 0; model.eval();
  model.clk = 1; model.eval();
}

static void offer(const Vector& v) {
  model.unit = v.unit == DIVIDER ? 0 : v.unit; model.code = v.code; model.wide = v.wide; model.a = v.a; model.b = v.b; model.otherwise = v.otherwise;
  model.start = v.start; model.size = v.size; model.extends_sign = v.sign; model.swapped = v.swapped;
}

static int check(const Vector& v, uint64_t result, uint64_t second) {
  if (result == v.result && second == v.second) return 0;
  std::printf("unit %u code %u wide %u a %lx b %lx otherwise %x start %u size %u sign %u swapped %u: %lx %lx, expected %lx %lx\n",
      v.unit, v.code, v.wide, v.a, v.b, v.otherwise, v.start, v.size, v.sign, v.swapped, result, second, v.result, v.second);
  return 1;
}

int main() {
  std::vector<Vector> vectors;
  std::FILE* file = std::fopen("vectors.txt", "r");
  if (!file) { std::puts("no vectors.txt"); return 2; }
  Vector v;
  while (std::fscanf(file, "%x %x %x %lx %lx %x %x %x %x %x %lx %lx", &v.unit, &v.code, &v.wide, &v.a, &v.b, &v.otherwise, &v.start, &v.size,
                     &v.sign, &v.swapped, &v.result, &v.second) == 12) vectors.push_back(v);
  std::fclose(file);
  model.rst = 1; tick(); tick(); model.rst = 0;
  std::vector<Vector> piped, divisions;
  for (const Vector& each : vectors) (each.unit == DIVIDER ? divisions : piped).push_back(each);
  for (size_t i = 0; i < piped.size() + STAGES; i++) {
    if (i < piped.size()) offer(piped[i]);
    model.eval();
    if (i >= STAGES) {
      const Vector& done = piped[i - STAGES];
      if (check(done, model.result, done.unit == 6 ? model.second : 0)) return 1;
    }
    tick();
  }
  for (const Vector& each : divisions) {
    offer(each);
    model.divide = 1; tick(); model.divide = 0;
    for (int cycles = 1; !model.divided; cycles++) {
      if (cycles > 70) { std::puts("the divider does not answer"); return 1; }
      tick();
    }
    if (check(each, model.quotient, 0)) return 1;
    tick();
  }
  std::puts("agrees");
}
