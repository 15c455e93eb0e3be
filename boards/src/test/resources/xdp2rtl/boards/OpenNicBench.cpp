// OpenNIC: packets from all MACs and functions at once; the size beside received packets is noise, as the shell's bug makes it.
#include "bench.h"

static std::vector<Driver> drivers;
static std::vector<Monitor> monitors;
static bool half;

static void edge() {
    for (auto& driver : drivers) driver.before();
    for (auto& monitor : monitors) monitor.before();
    half = !half;
    model.axis_aclk = 1;
    model.axil_aclk = half;
    model.eval();
    for (auto& driver : drivers) driver.after();
    for (auto& monitor : monitors) monitor.after();
    model.axis_aclk = 0;
    model.eval();
}

static void slow_edge() {
    edge();
    edge();
}

static void reset() {
    model.mod_rstn = 0xffff;
    model.box_rstn = 1;
    for (int i = 0; i < 1000; i++) edge();
    if (!(model.mod_rst_done & 1)) fail("out of configuration, but not out of reset");
    model.mod_rstn = 0xfffe;
    slow_edge();
    model.mod_rstn = 0xffff;
    bool fell = false;
    for (int i = 0; i < 2000; i++) {
        edge();
        if (!(model.mod_rst_done & 1)) fell = true;
        else if (fell) break;
        if ((model.mod_rst_done >> 1) != 0x7fff) fail("mod_rst_done of blocks that are not there");
    }
    if (!fell || !(model.mod_rst_done & 1)) fail("no answer to a reset");
}

int main() {
    Scoreboard board;
    Port tx_size(model.m_axis_adap_tx_250mhz_tuser_size), tx_dst(model.m_axis_adap_tx_250mhz_tuser_dst);
    Port host_size(model.m_axis_qdma_c2h_tuser_size);
    Port rx_size(model.s_axis_adap_rx_250mhz_tuser_size), h2c_size(model.s_axis_qdma_h2c_tuser_size);
    for (unsigned i = 0; i < PORTS; i++) {
        Driver rx{{model.s_axis_adap_rx_250mhz_tvalid, model.s_axis_adap_rx_250mhz_tready, model.s_axis_adap_rx_250mhz_tdata,
                   model.s_axis_adap_rx_250mhz_tkeep, model.s_axis_adap_rx_250mhz_tlast, i}};
        rx.side = [=](const Packet&, bool) mutable { rx_size.set(16 * i, 16, dice()); };
        drivers.push_back(rx);
        Driver h2c{{model.s_axis_qdma_h2c_tvalid, model.s_axis_qdma_h2c_tready, model.s_axis_qdma_h2c_tdata,
                    model.s_axis_qdma_h2c_tkeep, model.s_axis_qdma_h2c_tlast, i}};
        h2c.side = [=](const Packet& packet, bool) mutable { h2c_size.set(16 * i, 16, packet.bytes.size()); };
        drivers.push_back(h2c);
        Monitor tx{{model.m_axis_adap_tx_250mhz_tvalid, model.m_axis_adap_tx_250mhz_tready, model.m_axis_adap_tx_250mhz_tdata,
                    model.m_axis_adap_tx_250mhz_tkeep, model.m_axis_adap_tx_250mhz_tlast, i}};
        tx.packet = [=, &board](const Bytes& bytes) {
            if (tx_size.get(16 * i, 16) != bytes.size()) fail("tuser_size to the MAC: " + std::to_string(tx_size.get(16 * i, 16)) + " for " + std::to_string(bytes.size()));
            if (tx_dst.get(16 * i, 16) != 1u << (6 + i)) fail("tuser_dst to the MAC");
            board.check("wire " + std::to_string(i), bytes);
        };
        monitors.push_back(tx);
        Monitor c2h{{model.m_axis_qdma_c2h_tvalid, model.m_axis_qdma_c2h_tready, model.m_axis_qdma_c2h_tdata,
                     model.m_axis_qdma_c2h_tkeep, model.m_axis_qdma_c2h_tlast, i}};
        c2h.packet = [=, &board](const Bytes& bytes) {
            if (host_size.get(16 * i, 16) != bytes.size()) fail("tuser_size to the host");
            board.check("host " + std::to_string(i), bytes);
        };
        monitors.push_back(c2h);
    }
    reset();
    Registers registers{Port(model.s_axil_awaddr), Port(model.s_axil_awvalid), Port(model.s_axil_awready), Port(model.s_axil_wdata),
        Port(model.s_axil_wvalid), Port(model.s_axil_wready), Port(model.s_axil_bresp), Port(model.s_axil_bvalid),
        Port(model.s_axil_bready), Port(model.s_axil_araddr), Port(model.s_axil_arvalid), Port(model.s_axil_arready),
        Port(model.s_axil_rdata), Port(model.s_axil_rresp), Port(model.s_axil_rvalid), Port(model.s_axil_rready), slow_edge, 32};
    registers.check_map(true);

    unsigned sent[PORTS] = {}, no_port = 0, too_long = 0;
    for (int phase = 0; phase < 3; phase++) {
        for (auto& driver : drivers) driver.gaps = phase == 0 ? 0 : 30;
        for (auto& monitor : monitors) monitor.stalls = phase == 1 ? 0 : phase == 2 ? 60 : 20;
        for (int n = 0; n < 150; n++) {
            for (unsigned i = 0; i < PORTS; i++) {
                auto made = packet_for_core(board, i, 1518, false);
                no_port += made.no_port;
                too_long += made.too_long;
                sent[i]++;
                drivers[2 * i].queue.push_back(made.packet);
                Packet host;
                host.bytes.resize(some_length(1518));
                for (auto& byte : host.bytes) byte = dice();
                Scoreboard::number_at(host.bytes, 8, board.number);
                board.expect("wire " + std::to_string(i), host.bytes, board.number++, true);
                drivers[2 * i + 1].queue.push_back(host);
            }
        }
        for (int cycle = 0; cycle < 60000 && !board.expected.empty(); cycle++) edge();
        for (int cycle = 0; cycle < 2000; cycle++) edge();
        if (!board.expected.empty()) fail(std::to_string(board.expected.size()) + " packets are missing");
    }
    for (unsigned i = 0; i < PORTS; i++) {
        if (registers.read(0x240 + 4 * i) != sent[i]) fail("COUNT_IN");
    }
    if (registers.read(0x210) != no_port) fail("COUNT_NO_PORT");
    if (registers.read(0x214) != too_long) fail("COUNT_TOO_LONG");
    std::printf("agrees\n");
    return 0;
}
