// Corundum's interface taps: what the shell has beside a packet comes back with it; other taps and completions pass through.

struct Shell : Streams {
    static const bool ADAPTS = true, PADS_HOST = false, PADS_SENT = false;
    uint64_t last_side[PORTS] = {}, last_tag[PORTS] = {};
    Registers registers{Port(model.s_axil_app_ctrl_awaddr), Port(model.s_axil_app_ctrl_awvalid), Port(model.s_axil_app_ctrl_awready),
        Port(model.s_axil_app_ctrl_wdata), Port(model.s_axil_app_ctrl_wvalid), Port(model.s_axil_app_ctrl_wready),
        Port(model.s_axil_app_ctrl_bresp), Port(model.s_axil_app_ctrl_bvalid), Port(model.s_axil_app_ctrl_bready),
        Port(model.s_axil_app_ctrl_araddr), Port(model.s_axil_app_ctrl_arvalid), Port(model.s_axil_app_ctrl_arready),
        Port(model.s_axil_app_ctrl_rdata), Port(model.s_axil_app_ctrl_rresp), Port(model.s_axil_app_ctrl_rvalid),
        Port(model.s_axil_app_ctrl_rready), [this] { edge(); }, 24};

    // Drivers and monitors: the network's, then the host's.
    Shell() {
        for (unsigned i = 0; i < PORTS; i++) {
            Port user(model.s_axis_if_rx_tuser), destination(model.s_axis_if_rx_tdest), id(model.s_axis_if_rx_tid);
            Driver rx{{model.s_axis_if_rx_tvalid, model.s_axis_if_rx_tready, model.s_axis_if_rx_tdata, model.s_axis_if_rx_tkeep,
                       model.s_axis_if_rx_tlast, i}};
            rx.side = [=](const Packet& packet, bool) mutable {
                user.set(97 * i, 49, packet.side << 1);  // a time stamp; no bad frame
                user.set(97 * i + 49, 48, ~packet.side);
                destination.set(8 * i, 8, packet.side * 3);
                id.set(i, 1, packet.side);
            };
            drivers.push_back(rx);
        }
        for (unsigned i = 0; i < PORTS; i++) {
            Port user(model.s_axis_if_tx_tuser), destination(model.s_axis_if_tx_tdest), id(model.s_axis_if_tx_tid);
            Driver host{{model.s_axis_if_tx_tvalid, model.s_axis_if_tx_tready, model.s_axis_if_tx_tdata, model.s_axis_if_tx_tkeep,
                         model.s_axis_if_tx_tlast, i}};
            host.side = [=](const Packet& packet, bool) mutable {
                user.set(17 * i, 17, 0x10000 | (packet.side & 0x7fff) << 1);  // the host's tags have their highest bit set
                id.set(12 * i, 12, packet.side * 5);
                destination.set(4 * i, 4, packet.side);
            };
            drivers.push_back(host);
        }
        for (unsigned i = 0; i < PORTS; i++) {
            Monitor tx{{model.m_axis_if_tx_tvalid, model.m_axis_if_tx_tready, model.m_axis_if_tx_tdata, model.m_axis_if_tx_tkeep,
                        model.m_axis_if_tx_tlast, i}};
            tx.packet = [=](const Bytes& bytes) { leaves(i, bytes); };
            monitors.push_back(tx);
            Monitor host{{model.m_axis_if_rx_tvalid, model.m_axis_if_rx_tready, model.m_axis_if_rx_tdata, model.m_axis_if_rx_tkeep,
                          model.m_axis_if_rx_tlast, i}};
            host.packet = [=](const Bytes& bytes) { passed(i, bytes); };
            monitors.push_back(host);
        }
    }

    // Completions of tags with the highest bit set are the host's; the others the shell forgets.
    void leaves(unsigned i, const Bytes& bytes) {
        Port user(model.m_axis_if_tx_tuser), destination(model.m_axis_if_tx_tdest), id(model.m_axis_if_tx_tid);
        bool host = user.get(17 * i + 16, 1);
        if (host != from_host(bytes)) fail("a completion goes astray: the highest bit of the tag says whose it is");
        uint64_t tag = user.get(17 * i + 1, 15);
        if (host && (tag != (++last_tag[i] & 0x7fff) || id.get(12 * i, 12) != (tag * 5 & 0xfff) || destination.get(4 * i, 4) != (tag & 15))) {
            fail("a packet of the host has lost its tag");
        }
        arrive("wire", i, bytes);
    }

    // Where the bench does not know what was beside a packet, it was beside a later one than the last.
    void passed(unsigned i, const Bytes& bytes) {
        Port user(model.m_axis_if_rx_tuser), destination(model.m_axis_if_rx_tdest), id(model.m_axis_if_rx_tid);
        uint64_t side = user.get(97 * i + 1, 48);
        bool right = side_of ? side == side_of(bytes) : side > last_side[i];
        last_side[i] = side;
        if (!right || user.get(97 * i, 1) || user.get(97 * i + 49, 48) != (~side & 0xffffffffffff)
                || destination.get(8 * i, 8) != (side * 3 & 255) || id.get(i, 1) != (side & 1)) {
            fail("a packet has lost what the shell had beside it");
        }
        arrive("host", i, bytes);
    }

    void edge() {
        before();
        model.clk = 1;
        model.eval();
        after();
        model.clk = 0;
        model.eval();
        taps();
    }

    // Both directions of a tap that the core has nothing to do with.
    template <class S, class M, class R, class A>
    static void tap(const char* name, unsigned width, S& s_data, M& m_data, R& m_ready, A& s_ready) {
        Port in(s_data), out(m_data), ready(m_ready), answer(s_ready);
        uint64_t value = dice() & ((1ull << width) - 1);
        bool taken = dice() & 1;
        in.set(0, width, value);
        ready.bit(0, taken);
        model.eval();
        if (out.get(0, width) != value || answer.bit(0) != taken) fail(std::string(name) + " does not pass through");
    }

    void taps() {
        if (!chance(2)) return;
        tap("direct_tx", 32, model.s_axis_direct_tx_tdata, model.m_axis_direct_tx_tdata,
            model.m_axis_direct_tx_tready, model.s_axis_direct_tx_tready);
        tap("direct_rx", 32, model.s_axis_direct_rx_tdata, model.m_axis_direct_rx_tdata,
            model.m_axis_direct_rx_tready, model.s_axis_direct_rx_tready);
        tap("sync_tx", 17, model.s_axis_sync_tx_tuser, model.m_axis_sync_tx_tuser,
            model.m_axis_sync_tx_tready, model.s_axis_sync_tx_tready);
        tap("sync_rx", 1, model.s_axis_sync_rx_tvalid, model.m_axis_sync_rx_tvalid,
            model.m_axis_sync_rx_tready, model.s_axis_sync_rx_tready);
        tap("completions of direct_tx", 16, model.s_axis_direct_tx_cpl_tag, model.m_axis_direct_tx_cpl_tag,
            model.m_axis_direct_tx_cpl_ready, model.s_axis_direct_tx_cpl_ready);
        tap("completions of sync_tx", 1, model.s_axis_sync_tx_cpl_valid, model.m_axis_sync_tx_cpl_valid,
            model.m_axis_sync_tx_cpl_ready, model.s_axis_sync_tx_cpl_ready);
        tap("tags of completions of if_tx", 16, model.s_axis_if_tx_cpl_tag, model.m_axis_if_tx_cpl_tag,
            model.m_axis_if_tx_cpl_ready, model.s_axis_if_tx_cpl_ready);
        tap("completions of if_tx", 1, model.s_axis_if_tx_cpl_valid, model.m_axis_if_tx_cpl_valid,
            model.m_axis_if_tx_cpl_ready, model.s_axis_if_tx_cpl_ready);
    }

    void reset() {
        model.rst = 1;
        for (int i = 0; i < 10; i++) edge();
        model.rst = 0;
        model.s_axil_app_ctrl_wstrb = 15;
        edge();
    }

    void receive(unsigned port, const Packet& packet) { drivers[port].queue.push_back(packet); }

    void transmit(unsigned port, Packet packet) {
        packet.side = ++host_tag[port];
        drivers[PORTS + port].queue.push_back(packet);
    }

    void provoke(Scoreboard&) {}

  private:
    uint64_t host_tag[PORTS] = {};
};
