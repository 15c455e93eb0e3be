// The AXI4 port of two cores' map memories beside their registers: what goes by bursts into the second half is in the second core,
// and nothing of it in the first. The registers write there too, while bursts pass.
#include "bench.h"
#include "shell.h"
#include "xdp2rtl_registers.h"

static Shell shell;

static void write(uint32_t address, uint32_t value) {
    if (shell.registers.write(address, value) != 0) fail("a write of " + std::to_string(address) + " is refused");
}

static uint64_t word(uint32_t address) {
    write(XDP2RTL_MAP_ADDRESS, address);
    uint64_t low = shell.registers.read(XDP2RTL_MAP_LOW);
    return low | uint64_t(shell.registers.read(XDP2RTL_MAP_HIGH)) << 32;
}

int main(int count, char** arguments) {
    Verilated::commandArgs(count, arguments);
    const uint32_t core_bytes = MAP_BYTES / 2;
    shell.reset();
    if (shell.registers.read(XDP2RTL_CORES) != 2 || shell.registers.read(XDP2RTL_MAP_BYTES) != core_bytes) fail("not the cores of this bench");
    write(XDP2RTL_CONTROL, XDP2RTL_CONTROL_CLEAR);
    while (shell.registers.read(XDP2RTL_STATUS) & XDP2RTL_STATUS_CLEARING) {}
    shell.bursts.on = true;
    // The first core's memory by registers, the second's by bursts, at the same time.
    write(XDP2RTL_CORE_SELECT, 0);
    std::map<uint32_t, uint64_t> written;
    for (int i = 0; i < 1000; i++) {
        uint32_t address = dice() % (core_bytes / 8) * 8;
        uint64_t value = uint64_t(dice()) << 32 | dice();
        write(XDP2RTL_MAP_ADDRESS, address);
        write(XDP2RTL_MAP_LOW, value);
        write(XDP2RTL_MAP_HIGH, value >> 32);
        written[address] = value;
        if (word(address) != value) fail("the first core has lost what the registers wrote at " + std::to_string(address));
    }
    shell.bursts.stopping = true;
    while (!shell.bursts.quiet()) shell.edge();
    for (int i = 0; i < 1000; i++) {
        uint32_t address = dice() % (core_bytes / 8) * 8;
        write(XDP2RTL_CORE_SELECT, 0);
        auto found = written.find(address);
        if (word(address) != (found == written.end() ? 0 : found->second)) fail("the first core has changed at " + std::to_string(address));
        write(XDP2RTL_CORE_SELECT, 1);
        uint64_t wanted = 0;
        for (int byte = 7; byte >= 0; byte--) wanted = wanted << 8 | shell.bursts.memory[address + byte];
        if (word(address) != wanted) fail("the second core has not what the bursts wrote at " + std::to_string(address));
    }
    std::printf("agrees\n");
    return 0;
}
