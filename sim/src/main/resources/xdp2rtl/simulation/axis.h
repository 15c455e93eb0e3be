// The core alone. The design around it is here: what is passed goes to the host, what is sent or redirected to interface 1 to the wire.
// Metadata is not taken off and frames are not padded, as its README says; the host's packets would not go through the core.

struct Shell {
    static constexpr unsigned REGISTER_CYCLES = 1;
    static constexpr uint64_t PASS = 2, SEND = 3;
    static constexpr uint64_t IFINDEX = 1;
    Model& model;

    explicit Shell(Model& model) : model(model) {}

    template <class B> void connect(B& board) {
        // Interface index in 31..0 of what goes in; action in 31..0, redirect target in 63..32 of what comes out.
        Pin in = Pin::of(model.s_axis_tuser), out = Pin::of(model.m_axis_tuser);
        board.input({Pin::of(model.s_axis_tvalid), Pin::of(model.s_axis_tready), Pin::of(model.s_axis_tdata), Pin::of(model.s_axis_tkeep),
                     Pin::of(model.s_axis_tlast), 0}, true, [=](const Packet&, bool) mutable { in.set(0, 32, IFINDEX); }, {0});
        board.output({Pin::of(model.m_axis_tvalid), Pin::of(model.m_axis_tready), Pin::of(model.m_axis_tdata), Pin::of(model.m_axis_tkeep),
                      Pin::of(model.m_axis_tlast), 0},
                     [=] {
                         uint64_t action = out.get(0, 32);
                         if (action == PASS) return 2u;
                         return action == SEND || out.get(32, 32) == IFINDEX ? 1u : 0u;
                     });
        model.s_axil_wstrb = 15;
        board.registers = {Pin::of(model.s_axil_awaddr), Pin::of(model.s_axil_awvalid), Pin::of(model.s_axil_awready),
                           Pin::of(model.s_axil_wdata), Pin::of(model.s_axil_wvalid), Pin::of(model.s_axil_wready),
                           Pin::of(model.s_axil_bresp), Pin::of(model.s_axil_bvalid), Pin::of(model.s_axil_bready),
                           Pin::of(model.s_axil_araddr), Pin::of(model.s_axil_arvalid), Pin::of(model.s_axil_arready),
                           Pin::of(model.s_axil_rdata), Pin::of(model.s_axil_rresp), Pin::of(model.s_axil_rvalid),
                           Pin::of(model.s_axil_rready), 12};
    }

    template <class Edge> void reset(Edge edge) {
        for (int i = 0; i < 16; i++) edge();
        model.aresetn = 1;
    }

    void rise() {
        model.aclk = 1;
        model.eval();
    }

    void fall() {
        model.aclk = 0;
        model.eval();
    }
};
