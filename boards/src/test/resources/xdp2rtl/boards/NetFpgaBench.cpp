// NetFPGA: MACs and host queues in one stream; tuser is right in the first beat only, and its length never.
#include "bench.h"

static std::vector<Driver> drivers;
static std::vector<Monitor> monitors;
static unsigned phase_of_axi;

static void edge() {
    for (auto& driver : drivers) driver.before();
    for (auto& monitor : monitors) monitor.before();
    phase_of_axi = (phase_of_axi + 1) % 3;
    model.axis_aclk = 1;
    if (phase_of_axi != 2) model.S_AXI_ACLK = phase_of_axi == 0;
    model.eval();
    for (auto& driver : drivers) driver.after();
    for (auto& monitor : monitors) monitor.after();
    model.axis_aclk = 0;
    model.eval();
}

static void axi_edge() {
    do edge();
    while (phase_of_axi != 0);
}

int main() {
    Scoreboard board;
    Port in_user(model.s_axis_tuser), out_user(model.m_axis_tuser);
    Driver in{{model.s_axis_tvalid, model.s_axis_tready, model.s_axis_tdata, model.s_axis_tkeep, model.s_axis_tlast, 0}};
    in.side = [=](const Packet& packet, bool first) mutable {
        for (unsigned i = 0; i < 4; i++) in_user.set(32 * i, 32, dice());
        if (!first) return;
        in_user.set(16, 8, packet.side);
        in_user.set(64, 64, 0x1234567800000000u + packet.bytes.size());
    };
    drivers.push_back(in);
    uint64_t first_user = 0;
    Monitor out{{model.m_axis_tvalid, model.m_axis_tready, model.m_axis_tdata, model.m_axis_tkeep, model.m_axis_tlast, 0}};
    out.beat = [&](size_t beat) {
        if (beat == 0) first_user = out_user.get(0, 32);
        if (out_user.get(0, 32) != first_user) fail("tuser changes within a packet");
        if (out_user.get(96, 32) != 0x12345678) fail("the shell's own bits are lost");
    };
    out.packet = [&](const Bytes& bytes) {
        if ((first_user & 0xffff) != bytes.size()) fail("length in tuser");
        unsigned bits = first_user >> 24, place = 0;
        while (place < 8 && bits != 1u << place) place++;
        if (place == 8) fail("destination " + std::to_string(bits));
        board.check((place % 2 ? "host " : "wire ") + std::to_string(place / 2), bytes);
    };
    monitors.push_back(out);

    model.axis_resetn = 0;
    model.S_AXI_ARESETN = 0;
    for (int i = 0; i < 12; i++) axi_edge();
    model.axis_resetn = 1;
    model.S_AXI_ARESETN = 1;
    model.S_AXI_WSTRB = 15;
    Registers registers{Port(model.S_AXI_AWADDR), Port(model.S_AXI_AWVALID), Port(model.S_AXI_AWREADY), Port(model.S_AXI_WDATA),
        Port(model.S_AXI_WVALID), Port(model.S_AXI_WREADY), Port(model.S_AXI_BRESP), Port(model.S_AXI_BVALID),
        Port(model.S_AXI_BREADY), Port(model.S_AXI_ARADDR), Port(model.S_AXI_ARVALID), Port(model.S_AXI_ARREADY),
        Port(model.S_AXI_RDATA), Port(model.S_AXI_RRESP), Port(model.S_AXI_RVALID), Port(model.S_AXI_RREADY), axi_edge, 12};
    registers.check_map(false);

    unsigned no_port = 0, too_long = 0;
    for (int phase = 0; phase < 3; phase++) {
        drivers[0].gaps = phase == 0 ? 50 : 80;
        monitors[0].stalls = phase == 1 ? 0 : phase == 2 ? 30 : 10;
        for (int n = 0; n < 300; n++) {
            unsigned port = dice() % PORTS;
            if (chance(60)) {
                auto made = packet_for_core(board, port, 1518, true);
                no_port += made.no_port;
                too_long += made.too_long;
                made.packet.side = port == 0 && chance(20) ? 0 : 1u << (2 * port);
                drivers[0].queue.push_back(made.packet);
            } else {
                Packet host;
                host.bytes.resize(some_length(1518));
                for (auto& byte : host.bytes) byte = dice();
                Scoreboard::number_at(host.bytes, 8, board.number);
                board.expect("wire " + std::to_string(port), host.bytes, board.number++, true);
                host.side = 2u << (2 * port);
                drivers[0].queue.push_back(host);
            }
        }
        for (int cycle = 0; cycle < 150000 && !board.expected.empty(); cycle++) {
            edge();
            if (!model.s_axis_tready) fail("the input must never wait");
        }
        for (int cycle = 0; cycle < 2000; cycle++) edge();
        if (!board.expected.empty()) fail(std::to_string(board.expected.size()) + " packets are missing");
    }
    if (registers.read(0x210) != no_port) fail("COUNT_NO_PORT");
    if (registers.read(0x214) != too_long) fail("COUNT_TOO_LONG");
    if (registers.read(0x218) != 0) fail("COUNT_OVERRUN");

    // Nothing is taken any more: packets are lost, whole ones, and counted; the rest leaves unharmed.
    monitors[0].stalls = 100;
    drivers[0].gaps = 0;
    unsigned total = 0;
    for (int n = 0; n < 100; n++, total++) {
        Packet packet;
        packet.bytes.resize(1518);
        for (auto& byte : packet.bytes) byte = dice();
        Scoreboard::number_at(packet.bytes, 8, board.number);
        packet.bytes[0] = 3;
        packet.bytes[2] = 0;
        packet.bytes[3] = 1;
        packet.side = 1;
        board.expect("wire 0", packet.bytes, board.number++, false);
        drivers[0].queue.push_back(packet);
    }
    while (!drivers[0].queue.empty()) edge();
    monitors[0].stalls = 0;
    for (int cycle = 0; cycle < 20000; cycle++) edge();
    unsigned lost = registers.read(0x218);
    if (lost == 0 || lost == total || lost != board.expected.size()) fail("COUNT_OVERRUN after an overrun: " + std::to_string(lost));
    std::printf("agrees\n");
    return 0;
}
