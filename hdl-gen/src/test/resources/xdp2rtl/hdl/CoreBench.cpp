// Does what script.txt says with a core, and prints what it sees. Lines of the script: "w address value" and "r address" on the control port,
// "p bytes" puts a packet in (hexadecimal), "n cycles" lets cycles pass. The output is not taken in every third cycle.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include "Model.h"
#include "verilated.h"

static Model model;
static unsigned long cycle;
static std::string leaving;

static void tick() {
  model.m_axis_tready = cycle % 3 != 0;
  model.clk = 0;
  model.eval();
  if (model.report_valid) {
    std::printf("report r0 %lu cause %u slots %u length %u\n", (unsigned long) model.report_r0, model.report_cause, model.report_slots, model.report_length);
  }
  if (model.m_axis_tvalid && model.m_axis_tready) {
    char text[3];
    for (int i = 0; i < 64; i++) {
      if (!(model.m_axis_tkeep >> i & 1)) continue;
      std::snprintf(text, sizeof text, "%02x", model.m_axis_tdata[i / 4] >> 8 * (i % 4) & 0xff);
      leaving += text;
    }
    if (model.m_axis_tlast) {
      std::printf("out action %u ifindex %u %s\n", model.m_axis_tuser[0], model.m_axis_tuser[3] >> 8, leaving.c_str());
      leaving.clear();
    }
  }
  model.clk = 1;
  model.eval();
  cycle++;
}

template <typename T> static void until(const T& ready) {
  for (int i = 0; i < 10000; i++) {
    model.clk = 0;
    model.eval();
    bool done = ready;
    tick();
    if (done) return;
  }
  std::puts("nothing happens");
  std::exit(1);
}

static void write(unsigned address, unsigned value) {
  model.s_axil_awaddr = address; model.s_axil_awvalid = 1; model.s_axil_wdata = value; model.s_axil_wstrb = 15;
  tick(); tick();                      // the address comes before the data
  model.s_axil_wvalid = 1;
  until(model.s_axil_awready);
  model.s_axil_awvalid = model.s_axil_wvalid = 0;
  model.s_axil_bready = 1;
  until(model.s_axil_bvalid);
  if (model.s_axil_bresp) std::printf("write 0x%x refused\n", address);
  model.s_axil_bready = 0;
}

static void read(unsigned address) {
  model.s_axil_araddr = address; model.s_axil_arvalid = 1;
  until(model.s_axil_arready);
  model.s_axil_arvalid = 0;
  model.s_axil_rready = 1;
  until(model.s_axil_rvalid);
  std::printf("read 0x%x = 0x%x%s\n", address, model.s_axil_rdata, model.s_axil_rresp ? " refused" : "");
  model.s_axil_rready = 0;
}

static void packet(const char* text) {
  size_t length = std::strlen(text) / 2;
  for (size_t from = 0; from < length; from += 64) {
    model.s_axis_tkeep = 0;
    for (size_t i = 0; i < 64 && from + i < length; i++) {
      unsigned byte;
      std::sscanf(text + 2 * (from + i), "%2x", &byte);
      uint32_t& word = model.s_axis_tdata[i / 4];
      word = (word & ~(0xffu << 8 * (i % 4))) | byte << 8 * (i % 4);
      model.s_axis_tkeep |= 1ul << i;
    }
    model.s_axis_tlast = from + 64 >= length;
    model.s_axis_tuser = 7;
    model.s_axis_tvalid = 1;
    until(model.s_axis_tready);
    model.s_axis_tvalid = 0;
  }
}

int main() {
  model.rst = 1;
  for (int i = 0; i < 4; i++) tick();
  model.rst = 0;
  std::FILE* script = std::fopen("script.txt", "r");
  if (!script) { std::puts("no script.txt"); return 2; }
  char verb, rest[8192];
  while (std::fscanf(script, " %c %8191[^\n]", &verb, rest) == 2) {
    unsigned address = 0, value = 0;
    if (verb != 'p') std::sscanf(rest, "%x %x", &address, &value);
    switch (verb) {
      case 'w': write(address, value); break;
      case 'r': read(address); break;
      case 'p': packet(rest); break;
      case 'n': for (unsigned i = 0; i < address; i++) tick(); break;
    }
  }
  std::fclose(script);
}
