// NetFPGA's output port lookup: all MACs and host queues in one stream, told apart by tuser. Registers at half the clock.

struct Shell {
    static constexpr unsigned REGISTER_CYCLES = 2;
    Model& model;
    bool half = false;

    explicit Shell(Model& model) : model(model) {}

    template <class B> void connect(B& board) {
        // Length in 15..0, source in 23..16, destination in 31..24: MAC i is bit 2 i, its host queue the bit above, as our places are.
        Pin in = Pin::of(model.s_axis_tuser), out = Pin::of(model.m_axis_tuser);
        std::vector<unsigned> places;
        for (unsigned place = 0; place < 2 * PORTS; place++) places.push_back(place);
        board.input({Pin::of(model.s_axis_tvalid), Pin::of(model.s_axis_tready), Pin::of(model.s_axis_tdata), Pin::of(model.s_axis_tkeep),
                     Pin::of(model.s_axis_tlast), 0}, true,
                    [=](const Packet& packet, bool) mutable {
                        in.set(0, 16, packet.bytes.size());
                        in.set(16, 8, 1u << packet.place);
                    }, places);
        board.output({Pin::of(model.m_axis_tvalid), Pin::of(model.m_axis_tready), Pin::of(model.m_axis_tdata), Pin::of(model.m_axis_tkeep),
                      Pin::of(model.m_axis_tlast), 0},
                     [=] { return unsigned(out.get(24, 8)); });
        model.S_AXI_WSTRB = 15;
        board.registers = {Pin::of(model.S_AXI_AWADDR), Pin::of(model.S_AXI_AWVALID), Pin::of(model.S_AXI_AWREADY),
                           Pin::of(model.S_AXI_WDATA), Pin::of(model.S_AXI_WVALID), Pin::of(model.S_AXI_WREADY),
                           Pin::of(model.S_AXI_BRESP), Pin::of(model.S_AXI_BVALID), Pin::of(model.S_AXI_BREADY),
                           Pin::of(model.S_AXI_ARADDR), Pin::of(model.S_AXI_ARVALID), Pin::of(model.S_AXI_ARREADY),
                           Pin::of(model.S_AXI_RDATA), Pin::of(model.S_AXI_RRESP), Pin::of(model.S_AXI_RVALID),
                           Pin::of(model.S_AXI_RREADY), 12};
    }

    template <class Edge> void reset(Edge edge) {
        for (int i = 0; i < 24; i++) edge();
        model.axis_resetn = 1;
        model.S_AXI_ARESETN = 1;
    }

    void rise() {
        half = !half;
        model.axis_aclk = 1;
        model.S_AXI_ACLK = half;
        model.eval();
    }

    void fall() {
        model.axis_aclk = 0;
        model.eval();
    }
};
