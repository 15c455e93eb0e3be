// OpenNIC's 250 MHz box: a stream for each MAC and each function of the host. The size beside received packets is noise: after a
// packet that the shell's buffer drops on its last beat it is another packet's.

struct Shell : Streams {
    static const bool ADAPTS = true, PADS_HOST = false, PADS_SENT = true;
    bool half = false;
    Registers registers{Port(model.s_axil_awaddr), Port(model.s_axil_awvalid), Port(model.s_axil_awready), Port(model.s_axil_wdata),
        Port(model.s_axil_wvalid), Port(model.s_axil_wready), Port(model.s_axil_bresp), Port(model.s_axil_bvalid),
        Port(model.s_axil_bready), Port(model.s_axil_araddr), Port(model.s_axil_arvalid), Port(model.s_axil_arready),
        Port(model.s_axil_rdata), Port(model.s_axil_rresp), Port(model.s_axil_rvalid), Port(model.s_axil_rready),
        [this] { edge(); edge(); }, 32};

    // Drivers: a MAC for each port, then the functions.
    Shell() {
        for (unsigned i = 0; i < PORTS; i++) {
            Port size(model.s_axis_adap_rx_250mhz_tuser_size);
            Driver rx{{model.s_axis_adap_rx_250mhz_tvalid, model.s_axis_adap_rx_250mhz_tready, model.s_axis_adap_rx_250mhz_tdata,
                       model.s_axis_adap_rx_250mhz_tkeep, model.s_axis_adap_rx_250mhz_tlast, i}};
            rx.side = [=](const Packet&, bool) mutable { size.set(16 * i, 16, dice()); };
            drivers.push_back(rx);
        }
        for (unsigned i = 0; i < PORTS * QUEUES; i++) {
            Port size(model.s_axis_qdma_h2c_tuser_size);
            Driver function{{model.s_axis_qdma_h2c_tvalid, model.s_axis_qdma_h2c_tready, model.s_axis_qdma_h2c_tdata,
                             model.s_axis_qdma_h2c_tkeep, model.s_axis_qdma_h2c_tlast, i}};
            function.side = [=](const Packet& packet, bool) mutable { size.set(16 * i, 16, packet.bytes.size()); };
            drivers.push_back(function);
        }
        for (unsigned i = 0; i < PORTS; i++) mac(i);
        for (unsigned i = 0; i < PORTS * QUEUES; i++) function(i);
    }

    // The TX adapter looks at the destination in the first beat; a short frame locks the MAC up.
    void mac(unsigned i) {
        Port size(model.m_axis_adap_tx_250mhz_tuser_size), destination(model.m_axis_adap_tx_250mhz_tuser_dst);
        Monitor tx{{model.m_axis_adap_tx_250mhz_tvalid, model.m_axis_adap_tx_250mhz_tready, model.m_axis_adap_tx_250mhz_tdata,
                    model.m_axis_adap_tx_250mhz_tkeep, model.m_axis_adap_tx_250mhz_tlast, i}};
        tx.beat = [=](size_t) {
            if (destination.get(16 * i, 16) != 1u << (6 + i)) fail("the shell drops a packet: tuser_dst names another MAC");
        };
        tx.packet = [=](const Bytes& bytes) {
            if (bytes.size() < 60) fail("the MAC locks up: a frame of " + std::to_string(bytes.size()) + " bytes");
            if (size.get(16 * i, 16) != bytes.size()) fail("tuser_size to the MAC is not the packet's length");
            arrive("wire", i, bytes);
        };
        monitors.push_back(tx);
    }

    // The QDMA stops where a size is wrong. Nothing goes to the second QDMA.
    void function(unsigned i) {
        Port size(model.m_axis_qdma_c2h_tuser_size);
        Monitor host{{model.m_axis_qdma_c2h_tvalid, model.m_axis_qdma_c2h_tready, model.m_axis_qdma_c2h_tdata,
                      model.m_axis_qdma_c2h_tkeep, model.m_axis_qdma_c2h_tlast, i}};
        host.packet = [=](const Bytes& bytes) {
            if (size.get(16 * i, 16) != bytes.size()) fail("the QDMA stops: tuser_size is not the packet's length");
            arrive("host", i, bytes);
        };
        monitors.push_back(host);
    }

    void edge() {
        before();
        half = !half;
        model.axis_aclk = 1;
        model.axil_aclk = half;
        model.eval();
        after();
        model.axis_aclk = 0;
        model.eval();
    }

    // Configuration; then a pulse of one cycle of the register clock, which must be answered. Streams rest.
    void reset() {
        model.mod_rstn = 0xffff;
        model.box_rstn = 1;
        for (int i = 0; i < 1000; i++) edge();
        if (!(model.mod_rst_done & 1)) fail("out of configuration, but not out of reset");
        model.mod_rstn = 0xfffe;
        registers.step();
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

    void receive(unsigned port, const Packet& packet) { drivers[port].queue.push_back(packet); }

    void transmit(unsigned port, const Packet& packet) {
        drivers[PORTS + port + PORTS * (dice() % QUEUES)].queue.push_back(packet);
    }

    void provoke(Scoreboard&) {}
};
