// NetFPGA's output port lookup: MACs and host queues in one stream. tuser is right in the first beat only, and its length never.

struct Shell : Streams {
    static const bool ADAPTS = true, PADS_HOST = true, PADS_SENT = true;
    unsigned phase = 0;
    uint64_t first_user = 0;
    bool may_wait = true;
    Registers registers{Port(model.S_AXI_AWADDR), Port(model.S_AXI_AWVALID), Port(model.S_AXI_AWREADY), Port(model.S_AXI_WDATA),
        Port(model.S_AXI_WVALID), Port(model.S_AXI_WREADY), Port(model.S_AXI_BRESP), Port(model.S_AXI_BVALID),
        Port(model.S_AXI_BREADY), Port(model.S_AXI_ARADDR), Port(model.S_AXI_ARVALID), Port(model.S_AXI_ARREADY),
        Port(model.S_AXI_RDATA), Port(model.S_AXI_RRESP), Port(model.S_AXI_RVALID), Port(model.S_AXI_RREADY),
        [this] { register_edge(); }, 12};

    Shell() {
        Port user(model.s_axis_tuser);
        Driver in{{model.s_axis_tvalid, model.s_axis_tready, model.s_axis_tdata, model.s_axis_tkeep, model.s_axis_tlast, 0}};
        in.side = [=](const Packet& packet, bool first) mutable {
            for (unsigned i = 0; i < 4; i++) user.set(32 * i, 32, dice());
            if (!first) return;
            user.set(16, 8, packet.side);
            user.set(64, 64, 0x1234567800000000u + packet.bytes.size());
        };
        drivers.push_back(in);
        Port out_user(model.m_axis_tuser);
        Monitor out{{model.m_axis_tvalid, model.m_axis_tready, model.m_axis_tdata, model.m_axis_tkeep, model.m_axis_tlast, 0}};
        out.beat = [=](size_t beat) {
            if (beat == 0) first_user = out_user.get(0, 32);
            if (out_user.get(0, 32) != first_user) fail("tuser changes within a packet");
            if (out_user.get(96, 32) != 0x12345678) fail("the shell's own bits are lost");
        };
        out.packet = [=](const Bytes& bytes) { take(bytes); };
        monitors.push_back(out);
    }

    // SUME's output queues send what follows a packet of one beat to its queue.
    void take(const Bytes& bytes) {
        if (SUME && bytes.size() <= BYTES) fail("the queues misroute the next packet: this one has a single beat");
        if ((first_user & 0xffff) != bytes.size()) fail("the length in tuser is not the packet's");
        unsigned bits = first_user >> 24;
        bool one = (bits & (bits - 1)) == 0, hosts = bits & 0xaa;
        if (bits == 0 || (hosts && !one)) fail("destination " + std::to_string(bits));
        for (unsigned place = 0; place < 8; place++) {
            if (bits >> place & 1) arrive(hosts ? "host" : "wire", place / 2, bytes);
        }
    }

    // PLUS does not wait with the host's packets, whatever the input says.
    void edge() {
        if (!may_wait && !model.s_axis_tready) fail("a packet of the host is lost: the input waits");
        before();
        phase = (phase + 1) % 3;
        model.axis_aclk = 1;
        if (phase != 2) model.S_AXI_ACLK = phase == 0;
        model.eval();
        after();
        model.axis_aclk = 0;
        model.eval();
    }

    void register_edge() {
        do edge();
        while (phase != 0);
    }

    void reset() {
        model.axis_resetn = 0;
        model.S_AXI_ARESETN = 0;
        for (int i = 0; i < 12; i++) register_edge();
        model.axis_resetn = 1;
        model.S_AXI_ARESETN = 1;
        model.S_AXI_WSTRB = 15;
        register_edge();
        may_wait = false;
    }

    // A source that is none counts as the first MAC.
    void receive(unsigned port, Packet packet) {
        packet.side = port == 0 && chance(20) ? 0 : 1u << (2 * port);
        drivers[0].queue.push_back(packet);
    }

    void transmit(unsigned port, Packet packet) {
        packet.side = 2u << (2 * port);
        drivers[0].queue.push_back(packet);
    }

    // At half of full speed and below: what the core has no room for would be dropped.
    void paces(unsigned gaps, unsigned stalls) { Streams::paces(50 + gaps, stalls / 2); }

    // More comes than is taken: packets are lost, whole ones, and counted; the rest leaves unharmed.
    void provoke(Scoreboard& board) {
        if (registers.read(0x218) != 0) fail("COUNT_OVERRUN");
        drivers[0].gaps = 0;
        monitors[0].stalls = 90;
        const unsigned total = 200;
        for (unsigned n = 0; n < total; n++) {
            Packet packet = host_packet(1518);
            Scoreboard::number_at(packet.bytes, 8, board.number);
            packet.side = 2;
            if (chance(60)) {  // XDP_TX from port 0
                packet.bytes[0] = 3;
                packet.bytes[2] = 0;
                packet.bytes[3] = 1;
                packet.side = 1;
            }
            board.expect("wire 0", packet.bytes, board.number++, false);
            drivers[0].queue.push_back(packet);
        }
        while (!sent()) edge();
        monitors[0].stalls = 0;
        for (int cycle = 0; cycle < 20000; cycle++) edge();
        unsigned lost = registers.read(0x218);
        if (lost == 0 || lost == total || lost != board.expected.size()) fail("COUNT_OVERRUN after an overrun: " + std::to_string(lost));
        board.expected.clear();
    }
};
