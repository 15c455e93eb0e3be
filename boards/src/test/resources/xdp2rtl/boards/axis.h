// The core with its ports: what adapters do elsewhere is the bench's here. Beside the packets, from the first one on, bursts go
// through the last bytes of the map memory, which no program of the bench uses.
#include "bursts.h"

struct Shell : Streams {
    static constexpr unsigned BURST_BYTES = std::min(MAP_BYTES / 2, 8192u);
    static const bool ADAPTS = false, PADS_HOST = false, PADS_SENT = false;
    Registers registers{Port(model.s_axil_awaddr), Port(model.s_axil_awvalid), Port(model.s_axil_awready), Port(model.s_axil_wdata),
        Port(model.s_axil_wvalid), Port(model.s_axil_wready), Port(model.s_axil_bresp), Port(model.s_axil_bvalid),
        Port(model.s_axil_bready), Port(model.s_axil_araddr), Port(model.s_axil_arvalid), Port(model.s_axil_arready),
        Port(model.s_axil_rdata), Port(model.s_axil_rresp), Port(model.s_axil_rvalid), Port(model.s_axil_rready), [this] { edge(); }, 12};

    Bursts bursts{{Port(model.s_axi_awid), Port(model.s_axi_awaddr), Port(model.s_axi_awlen), Port(model.s_axi_awsize), Port(model.s_axi_awburst),
                   Port(model.s_axi_awvalid), Port(model.s_axi_awready)},
                  {Port(model.s_axi_wdata), Port(model.s_axi_wstrb), Port(model.s_axi_wlast), Port(model.s_axi_wvalid), Port(model.s_axi_wready)},
                  {Port(model.s_axi_bid), Port(model.s_axi_bresp), Port(model.s_axi_bvalid), Port(model.s_axi_bready)},
                  {Port(model.s_axi_arid), Port(model.s_axi_araddr), Port(model.s_axi_arlen), Port(model.s_axi_arsize), Port(model.s_axi_arburst),
                   Port(model.s_axi_arvalid), Port(model.s_axi_arready)},
                  {Port(model.s_axi_rid), Port(model.s_axi_rdata), Port(model.s_axi_rresp), Port(model.s_axi_rlast), Port(model.s_axi_rvalid),
                   Port(model.s_axi_rready)},
                  MAP_BYTES - BURST_BYTES, std::vector<uint8_t>(BURST_BYTES)};

    Shell() {
        Port user(model.s_axis_tuser);
        Driver in{{model.s_axis_tvalid, model.s_axis_tready, model.s_axis_tdata, model.s_axis_tkeep, model.s_axis_tlast, 0}};
        in.side = [=](const Packet&, bool) mutable { user.set(0, 64, 1); };
        drivers.push_back(in);
        Monitor out{{model.m_axis_tvalid, model.m_axis_tready, model.m_axis_tdata, model.m_axis_tkeep, model.m_axis_tlast, 0}};
        out.packet = [this](const Bytes& bytes) { take(bytes); };
        monitors.push_back(out);
    }

    // tuser: ifindex 135..104, metadata 103..96, redirect 95..32, action 31..0
    void take(const Bytes& bytes) {
        Port user(model.m_axis_tuser);
        unsigned action = user.get(0, 32), target = user.get(32, 32), meta = user.get(96, 8);
        if (user.get(104, 32) != 1) fail("ifindex");
        if (action == 4 && (target == 0 || target > PORTS)) return;
        arrive(action == 2 ? "host" : "wire", action == 4 ? target - 1 : 0, Bytes(bytes.begin() + meta, bytes.end()));
    }

    void edge() {
        before();
        bursts.before();
        model.aclk = 1;
        model.eval();
        after();
        bursts.after();
        model.aclk = 0;
        model.eval();
    }

    void reset() {
        model.aresetn = 0;
        for (int i = 0; i < 10; i++) edge();
        model.aresetn = 1;
        model.s_axil_wstrb = 15;
        edge();
    }

    void receive(unsigned, const Packet& packet) {
        drivers[0].queue.push_back(packet);
        bursts.on = true;
    }

    // There is no host here.
    void transmit(unsigned, const Packet&) {}

    // All that has begun ends, and there was enough of it.
    ~Shell() {
        bursts.stopping = true;
        for (int i = 0; i < 10000 && !bursts.quiet(); i++) edge();
        if (!bursts.quiet()) fail("a burst has no end");
        if (bursts.writes < 100 || bursts.reads < 100) fail("too few bursts");
    }

    void provoke(Scoreboard&) {}
};
