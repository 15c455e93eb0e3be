// The 250 MHz box of OpenNIC's shell. Registers at half the clock.

struct Shell {
    static constexpr unsigned REGISTER_CYCLES = 2;
    Model& model;
    bool half = false;

    explicit Shell(Model& model) : model(model) {}

    template <class B> void connect(B& board) {
        Pin received = Pin::of(model.s_axis_adap_rx_250mhz_tuser_size), sent = Pin::of(model.s_axis_qdma_h2c_tuser_size);
        for (unsigned i = 0; i < PORTS; i++) {
            board.input({Pin::of(model.s_axis_adap_rx_250mhz_tvalid), Pin::of(model.s_axis_adap_rx_250mhz_tready),
                         Pin::of(model.s_axis_adap_rx_250mhz_tdata), Pin::of(model.s_axis_adap_rx_250mhz_tkeep),
                         Pin::of(model.s_axis_adap_rx_250mhz_tlast), i}, true,
                        [=](const Packet& packet, bool) mutable { received.set(16 * i, 16, packet.bytes.size()); }, {2 * i});
            board.input({Pin::of(model.s_axis_qdma_h2c_tvalid), Pin::of(model.s_axis_qdma_h2c_tready),
                         Pin::of(model.s_axis_qdma_h2c_tdata), Pin::of(model.s_axis_qdma_h2c_tkeep),
                         Pin::of(model.s_axis_qdma_h2c_tlast), i}, false,
                        [=](const Packet& packet, bool) mutable { sent.set(16 * i, 16, packet.bytes.size()); }, {2 * i + 1});
            board.output({Pin::of(model.m_axis_adap_tx_250mhz_tvalid), Pin::of(model.m_axis_adap_tx_250mhz_tready),
                          Pin::of(model.m_axis_adap_tx_250mhz_tdata), Pin::of(model.m_axis_adap_tx_250mhz_tkeep),
                          Pin::of(model.m_axis_adap_tx_250mhz_tlast), i}, [=] { return 1u << (2 * i); });
            board.output({Pin::of(model.m_axis_qdma_c2h_tvalid), Pin::of(model.m_axis_qdma_c2h_tready),
                          Pin::of(model.m_axis_qdma_c2h_tdata), Pin::of(model.m_axis_qdma_c2h_tkeep),
                          Pin::of(model.m_axis_qdma_c2h_tlast), i}, [=] { return 2u << (2 * i); });
        }
        board.registers = {Pin::of(model.s_axil_awaddr), Pin::of(model.s_axil_awvalid), Pin::of(model.s_axil_awready),
                           Pin::of(model.s_axil_wdata), Pin::of(model.s_axil_wvalid), Pin::of(model.s_axil_wready),
                           Pin::of(model.s_axil_bresp), Pin::of(model.s_axil_bvalid), Pin::of(model.s_axil_bready),
                           Pin::of(model.s_axil_araddr), Pin::of(model.s_axil_arvalid), Pin::of(model.s_axil_arready),
                           Pin::of(model.s_axil_rdata), Pin::of(model.s_axil_rresp), Pin::of(model.s_axil_rvalid),
                           Pin::of(model.s_axil_rready), 32};
    }

    // Configuration starts the plug-in's own reset; it answers when it is over.
    template <class Edge> void reset(Edge edge) {
        model.mod_rstn = 1;
        for (int i = 0; i < 10000 && !(i > 600 && (model.mod_rst_done & 1)); i++) edge();
        if (!(model.mod_rst_done & 1)) throw std::runtime_error("the plug-in does not come out of reset");
    }

    void rise() {
        half = !half;
        model.axis_aclk = 1;
        model.axil_aclk = half;
        model.eval();
    }

    void fall() {
        model.axis_aclk = 0;
        model.eval();
    }
};
