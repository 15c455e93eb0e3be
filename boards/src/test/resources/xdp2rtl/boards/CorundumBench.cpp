// Corundum: the interface taps of all interfaces at once; what the shell has beside a packet comes back with it.
#include "bench.h"

static std::vector<Driver> drivers;
static std::vector<Monitor> monitors;

static void edge() {
    for (auto& driver : drivers) driver.before();
    for (auto& monitor : monitors) monitor.before();
    model.clk = 1;
    model.eval();
    for (auto& driver : drivers) driver.after();
    for (auto& monitor : monitors) monitor.after();
    model.clk = 0;
    model.eval();
}

int main() {
    Scoreboard board;
    Port rx_user(model.s_axis_if_rx_tuser), rx_dest(model.s_axis_if_rx_tdest), rx_id(model.s_axis_if_rx_tid);
    Port host_user(model.m_axis_if_rx_tuser), host_dest(model.m_axis_if_rx_tdest), host_id(model.m_axis_if_rx_tid);
    Port from_user(model.s_axis_if_tx_tuser), from_dest(model.s_axis_if_tx_tdest), from_id(model.s_axis_if_tx_tid);
    Port tx_user(model.m_axis_if_tx_tuser), tx_dest(model.m_axis_if_tx_tdest), tx_id(model.m_axis_if_tx_tid);
    for (unsigned i = 0; i < PORTS; i++) {
        Driver rx{{model.s_axis_if_rx_tvalid, model.s_axis_if_rx_tready, model.s_axis_if_rx_tdata, model.s_axis_if_rx_tkeep,
                   model.s_axis_if_rx_tlast, i}};
        rx.side = [=](const Packet& packet, bool) mutable {
            rx_user.set(97 * i, 49, packet.side << 1);  // a time stamp; no bad frame
            rx_user.set(97 * i + 49, 48, ~packet.side);
            rx_dest.set(8 * i, 8, packet.side * 3);
            rx_id.set(i, 1, packet.side);
        };
        drivers.push_back(rx);
        Driver from{{model.s_axis_if_tx_tvalid, model.s_axis_if_tx_tready, model.s_axis_if_tx_tdata, model.s_axis_if_tx_tkeep,
                     model.s_axis_if_tx_tlast, i}};
        from.side = [=](const Packet& packet, bool) mutable {
            from_user.set(17 * i, 17, 0x10000 | (packet.side & 0x7fff) << 1);  // the host's tags have their highest bit set
            from_id.set(12 * i, 12, packet.side * 5);
            from_dest.set(4 * i, 4, packet.side);
        };
        drivers.push_back(from);
        Monitor host{{model.m_axis_if_rx_tvalid, model.m_axis_if_rx_tready, model.m_axis_if_rx_tdata, model.m_axis_if_rx_tkeep,
                      model.m_axis_if_rx_tlast, i}};
        host.packet = [=, &board](const Bytes& bytes) {
            uint64_t number = 0;
            for (int k = 0; k < 4; k++) number |= uint64_t(bytes[8 + k]) << (8 * k);
            if (host_user.get(97 * i, 49) != number << 1 || host_user.get(97 * i + 49, 48) != (~number & 0xffffffffffff)
                    || host_dest.get(8 * i, 8) != (number * 3 & 255) || host_id.get(i, 1) != (number & 1)) {
                fail("packet " + std::to_string(number) + " has lost what the shell had beside it");
            }
            board.check("host " + std::to_string(i), bytes);
        };
        monitors.push_back(host);
        Monitor tx{{model.m_axis_if_tx_tvalid, model.m_axis_if_tx_tready, model.m_axis_if_tx_tdata, model.m_axis_if_tx_tkeep,
                    model.m_axis_if_tx_tlast, i}};
        tx.packet = [=, &board](const Bytes& bytes) {
            uint64_t number = 0;
            for (int k = 0; k < 4; k++) number |= uint64_t(bytes[8 + k]) << (8 * k);
            bool host = tx_user.get(17 * i + 16, 1);
            if (host != (bytes[0] == 99)) fail("whose tag is it");
            if (host && (tx_user.get(17 * i + 1, 15) != (number & 0x7fff) || tx_id.get(12 * i, 12) != (number * 5 & 0xfff)
                         || tx_dest.get(4 * i, 4) != (number & 15))) {
                fail("a packet of the host has lost its tag");
            }
            board.check("wire " + std::to_string(i), bytes);
        };
        monitors.push_back(tx);
    }
    model.rst = 1;
    for (int i = 0; i < 10; i++) edge();
    model.rst = 0;
    model.s_axil_app_ctrl_wstrb = 15;
    Registers registers{Port(model.s_axil_app_ctrl_awaddr), Port(model.s_axil_app_ctrl_awvalid), Port(model.s_axil_app_ctrl_awready),
        Port(model.s_axil_app_ctrl_wdata), Port(model.s_axil_app_ctrl_wvalid), Port(model.s_axil_app_ctrl_wready),
        Port(model.s_axil_app_ctrl_bresp), Port(model.s_axil_app_ctrl_bvalid), Port(model.s_axil_app_ctrl_bready),
        Port(model.s_axil_app_ctrl_araddr), Port(model.s_axil_app_ctrl_arvalid), Port(model.s_axil_app_ctrl_arready),
        Port(model.s_axil_app_ctrl_rdata), Port(model.s_axil_app_ctrl_rresp), Port(model.s_axil_app_ctrl_rvalid),
        Port(model.s_axil_app_ctrl_rready), edge, 24};
    registers.check_map(true);

    unsigned no_port = 0;
    for (int phase = 0; phase < 3; phase++) {
        for (auto& driver : drivers) driver.gaps = phase == 0 ? 0 : 30;
        for (auto& monitor : monitors) monitor.stalls = phase == 1 ? 0 : phase == 2 ? 60 : 20;
        for (int n = 0; n < 120; n++) {
            for (unsigned i = 0; i < PORTS; i++) {
                uint32_t number = board.number;
                auto made = packet_for_core(board, i, 3500, false);
                made.packet.side = number;
                no_port += made.no_port;
                drivers[2 * i].queue.push_back(made.packet);
                Packet host;
                host.bytes.resize(some_length(1518));
                for (auto& byte : host.bytes) byte = dice();
                host.bytes[0] = 99;
                host.side = board.number;
                Scoreboard::number_at(host.bytes, 8, board.number);
                board.expect("wire " + std::to_string(i), host.bytes, board.number++, false);
                drivers[2 * i + 1].queue.push_back(host);
            }
        }
        for (int cycle = 0; cycle < 200000 && !board.expected.empty(); cycle++) edge();
        for (int cycle = 0; cycle < 2000; cycle++) edge();
        if (!board.expected.empty()) fail(std::to_string(board.expected.size()) + " packets are missing");
    }
    if (registers.read(0x210) != no_port) fail("COUNT_NO_PORT");
    std::printf("agrees\n");
    return 0;
}
