// Corundum's application block: the taps of the interfaces. One clock.

struct Shell {
    static constexpr unsigned REGISTER_CYCLES = 1;
    // The tag of a packet that the host sends has its highest bit set; it stands above the bit for a bad frame.
    static constexpr unsigned SENT_USER = 17;
    static constexpr uint64_t HOST_TAG = 1u << 16;
    Model& model;

    explicit Shell(Model& model) : model(model) {}

    template <class B> void connect(B& board) {
        Pin sent = Pin::of(model.s_axis_if_tx_tuser);
        for (unsigned i = 0; i < PORTS; i++) {
            board.input({Pin::of(model.s_axis_if_rx_tvalid), Pin::of(model.s_axis_if_rx_tready), Pin::of(model.s_axis_if_rx_tdata),
                         Pin::of(model.s_axis_if_rx_tkeep), Pin::of(model.s_axis_if_rx_tlast), i}, true, nullptr, {2 * i});
            board.input({Pin::of(model.s_axis_if_tx_tvalid), Pin::of(model.s_axis_if_tx_tready), Pin::of(model.s_axis_if_tx_tdata),
                         Pin::of(model.s_axis_if_tx_tkeep), Pin::of(model.s_axis_if_tx_tlast), i}, false,
                        [=](const Packet&, bool) mutable { sent.set(SENT_USER * i, SENT_USER, HOST_TAG); }, {2 * i + 1});
            board.output({Pin::of(model.m_axis_if_tx_tvalid), Pin::of(model.m_axis_if_tx_tready), Pin::of(model.m_axis_if_tx_tdata),
                          Pin::of(model.m_axis_if_tx_tkeep), Pin::of(model.m_axis_if_tx_tlast), i}, [=] { return 1u << (2 * i); });
            board.output({Pin::of(model.m_axis_if_rx_tvalid), Pin::of(model.m_axis_if_rx_tready), Pin::of(model.m_axis_if_rx_tdata),
                          Pin::of(model.m_axis_if_rx_tkeep), Pin::of(model.m_axis_if_rx_tlast), i}, [=] { return 2u << (2 * i); });
        }
        model.s_axil_app_ctrl_wstrb = 15;
        board.registers = {Pin::of(model.s_axil_app_ctrl_awaddr), Pin::of(model.s_axil_app_ctrl_awvalid),
                           Pin::of(model.s_axil_app_ctrl_awready), Pin::of(model.s_axil_app_ctrl_wdata),
                           Pin::of(model.s_axil_app_ctrl_wvalid), Pin::of(model.s_axil_app_ctrl_wready),
                           Pin::of(model.s_axil_app_ctrl_bresp), Pin::of(model.s_axil_app_ctrl_bvalid),
                           Pin::of(model.s_axil_app_ctrl_bready), Pin::of(model.s_axil_app_ctrl_araddr),
                           Pin::of(model.s_axil_app_ctrl_arvalid), Pin::of(model.s_axil_app_ctrl_arready),
                           Pin::of(model.s_axil_app_ctrl_rdata), Pin::of(model.s_axil_app_ctrl_rresp),
                           Pin::of(model.s_axil_app_ctrl_rvalid), Pin::of(model.s_axil_app_ctrl_rready), 16};
    }

    template <class Edge> void reset(Edge edge) {
        model.rst = 1;
        for (int i = 0; i < 16; i++) edge();
        model.rst = 0;
    }

    void rise() {
        model.clk = 1;
        model.eval();
    }

    void fall() {
        model.clk = 0;
        model.eval();
    }
};
