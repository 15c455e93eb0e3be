// OpenNIC's plug-in with the core in it: loads a program through the register port, sends a trace through one MAC, and looks where
// everything comes out, under back-pressure. The script: "w ADDRESS VALUE" a register write, "u ADDRESS MASK" reads until the bits are 0,
// "p HEX" a packet, "e PLACE HEX" one that must come there, in this order, "r ADDRESS VALUE" a read at the end.
#include <fstream>
#include <sstream>
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

static Bytes bytes_of(const std::string& hex) {
    Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(std::stoul(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

int main(int, char** arguments) {
    std::map<std::string, std::deque<Bytes>> expected;
    auto take = [&](const std::string& place, const Bytes& bytes) {
        auto& queue = expected[place];
        if (queue.empty()) fail(place + ": a packet that must not come");
        if (queue.front() != bytes) fail(place + ": a packet differs, " + std::to_string(queue.size()) + " before the end");
        queue.pop_front();
    };
    Port size(model.s_axis_adap_rx_250mhz_tuser_size);
    for (unsigned i = 0; i < PORTS; i++) {
        Driver rx{{model.s_axis_adap_rx_250mhz_tvalid, model.s_axis_adap_rx_250mhz_tready, model.s_axis_adap_rx_250mhz_tdata,
                   model.s_axis_adap_rx_250mhz_tkeep, model.s_axis_adap_rx_250mhz_tlast, i}};
        rx.side = [=](const Packet&, bool) mutable { size.set(16 * i, 16, dice()); };
        drivers.push_back(rx);
        Monitor tx{{model.m_axis_adap_tx_250mhz_tvalid, model.m_axis_adap_tx_250mhz_tready, model.m_axis_adap_tx_250mhz_tdata,
                    model.m_axis_adap_tx_250mhz_tkeep, model.m_axis_adap_tx_250mhz_tlast, i}};
        tx.packet = [=](const Bytes& bytes) { take("wire" + std::to_string(i), bytes); };
        monitors.push_back(tx);
        Monitor host{{model.m_axis_qdma_c2h_tvalid, model.m_axis_qdma_c2h_tready, model.m_axis_qdma_c2h_tdata,
                      model.m_axis_qdma_c2h_tkeep, model.m_axis_qdma_c2h_tlast, i}};
        host.packet = [=](const Bytes& bytes) { take("host" + std::to_string(i), bytes); };
        monitors.push_back(host);
    }
    model.mod_rstn = 1;
    for (int i = 0; i < 1000; i++) edge();
    if (!model.mod_rst_done) fail("not out of reset");
    Registers registers{Port(model.s_axil_awaddr), Port(model.s_axil_awvalid), Port(model.s_axil_awready), Port(model.s_axil_wdata),
        Port(model.s_axil_wvalid), Port(model.s_axil_wready), Port(model.s_axil_bresp), Port(model.s_axil_bvalid),
        Port(model.s_axil_bready), Port(model.s_axil_araddr), Port(model.s_axil_arvalid), Port(model.s_axil_arready),
        Port(model.s_axil_rdata), Port(model.s_axil_rresp), Port(model.s_axil_rvalid), Port(model.s_axil_rready), slow_edge, 32};

    std::ifstream script(arguments[1]);
    std::string line;
    std::vector<std::pair<uint32_t, uint32_t>> reads;
    size_t packets = 0;
    while (std::getline(script, line)) {
        std::istringstream words(line);
        std::string verb, a, b;
        words >> verb >> a >> b;
        if (verb == "p") {
            packets++;
            Packet packet;
            packet.bytes = bytes_of(a);
            drivers[0].queue.push_back(packet);
        } else if (verb == "e") {
            expected[a].push_back(bytes_of(b));
        } else {
            uint32_t address = std::stoul(a), value = std::stoul(b);
            if (verb == "w" && registers.write(address, value) != 0) fail("a write of " + a + " is refused");
            if (verb == "u") while (registers.read(address) & value) {}
            if (verb == "r") reads.push_back({address, value});
        }
    }
    for (auto& monitor : monitors) monitor.stalls = 40;
    for (int quiet = 0; quiet < 5000; quiet++) {
        if (!drivers[0].queue.empty()) quiet = 0;
        edge();
    }
    for (auto& place : expected) {
        if (!place.second.empty()) fail(place.first + ": " + std::to_string(place.second.size()) + " packets are missing");
    }
    for (auto& read : reads) {
        if (registers.read(read.first) != read.second) fail("register " + std::to_string(read.first));
    }
    std::printf("agrees\n");
    return 0;
}
