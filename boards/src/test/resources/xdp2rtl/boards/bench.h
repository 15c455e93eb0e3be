// Drives a wrapper in the stand-in of its shell: packets with random gaps in, random back-pressure out, and what must come out.
// board.h, written for each board, has the constants PORTS (network ports), BYTES (of a beat of the shell), LIMIT (the longest
// frame), QUEUES (host functions of a port) and SUME. shell.h is one of opennic.h, netfpga.h, corundum.h, axis.h, each with a
// struct Shell:
//
//   ADAPTS, PADS_HOST, PADS_SENT            whether there is an adapter around the core (padding, port registers), whether it pads
//                                           what goes to the host, and what the host sends
//   arrived(place, bytes)                   called for each packet that comes out, at "host 0", "wire 1" ...
//   side_of(bytes)                          the side of a packet that came from the network with these bytes, where the bench knows it
//   reset()                                 as the shell does it; fails if the wrapper does not answer as the shell wants it
//   receive(port, packet), transmit(...)    queues a packet from the network, from the host
//   edge()                                  one cycle of the core's clock
//   registers                               the control port
//   provoke(board)                          what this shell alone does, at the end
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <type_traits>
#include <vector>
#include "Model.h"
#include "board.h"

using Bytes = std::vector<uint8_t>;

static Model model;
static std::mt19937 dice(2026);

static bool chance(unsigned percent) { return dice() % 100 < percent; }

[[noreturn]] static void fail(const std::string& what) {
    std::printf("%s\n", what.c_str());
    std::exit(1);
}

// A port of the model as bits: Verilator keeps them little-endian.
struct Port {
    uint8_t* at;
    template <class T, class = std::enable_if_t<!std::is_same_v<T, Port>>> Port(T& port) : at(reinterpret_cast<uint8_t*>(&port)) {}
    bool bit(unsigned i) const { return at[i / 8] >> (i % 8) & 1; }
    void bit(unsigned i, bool value) {
        at[i / 8] = (at[i / 8] & ~(1u << (i % 8))) | (value << (i % 8));
    }
    uint64_t get(unsigned low, unsigned width) const {
        uint64_t value = 0;
        for (unsigned i = 0; i < width; i++) value |= uint64_t(bit(low + i)) << i;
        return value;
    }
    void set(unsigned low, unsigned width, uint64_t value) {
        for (unsigned i = 0; i < width; i++) bit(low + i, value >> i & 1);
    }
};

struct Packet {
    Bytes bytes;
    uint64_t side = 0;  // what the shell says of it
    uint64_t turn = 0;  // its place in the order of all packets that have one, from 1; 0: any time
};

// Packets with a turn that have been taken, and the last one that may come.
static uint64_t turns = 0, turn_limit = UINT64_MAX;

// One lane of a stream of the model.
struct Lane {
    Port valid, ready, data, keep, last;
    unsigned lane;
    unsigned bytes = BYTES;
};

// Offers packets, with gaps.
struct Driver {
    Lane pins;
    std::function<void(const Packet&, bool first)> side;
    std::deque<Packet> queue;
    unsigned gaps = 20;
    size_t offset = 0;
    bool offering = false;

    // Before the clock edge, with all inputs of the last edge settled.
    void before() { taken = offering && pins.ready.bit(pins.lane); }

    // After the clock edge.
    void after() {
        if (taken) {
            offset += pins.bytes;
            offering = false;
            if (offset >= queue.front().bytes.size()) {
                if (queue.front().turn != 0) turns++;
                queue.pop_front();
                offset = 0;
            }
        }
        if (!offering && !queue.empty() && (offset > 0 || may_begin(queue.front())) && !chance(gaps)) {
            auto& packet = queue.front();
            size_t count = std::min<size_t>(pins.bytes, packet.bytes.size() - offset);
            for (unsigned i = 0; i < pins.bytes; i++) {
                // What is not kept is noise.
                pins.data.at[pins.lane * pins.bytes + i] = i < count ? packet.bytes[offset + i] : uint8_t(dice());
                pins.keep.bit(pins.lane * pins.bytes + i, i < count);
            }
            pins.last.bit(pins.lane, offset + count == packet.bytes.size());
            if (side) side(packet, offset == 0);
            offering = true;
        }
        pins.valid.bit(pins.lane, offering);
    }

    static bool may_begin(const Packet& packet) {
        return packet.turn == 0 || (packet.turn == turns + 1 && packet.turn <= turn_limit);
    }

    bool taken = false;
};

// Takes packets, with back-pressure.
struct Monitor {
    Lane pins;
    std::function<void(const Bytes&)> packet;
    std::function<void(size_t beat)> beat;
    unsigned stalls = 20;
    Bytes bytes;
    size_t beats = 0;

    void before() {
        if (!pins.valid.bit(pins.lane) || !pins.ready.bit(pins.lane)) return;
        if (beat) beat(beats);
        beats++;
        for (unsigned i = 0; i < pins.bytes; i++) {
            if (pins.keep.bit(pins.lane * pins.bytes + i)) bytes.push_back(pins.data.at[pins.lane * pins.bytes + i]);
        }
        if (pins.last.bit(pins.lane)) {
            packet(bytes);
            bytes.clear();
            beats = 0;
        }
    }

    void after() { pins.ready.bit(pins.lane, !chance(stalls)); }
};

// What every shell has: streams in and out.
struct Streams {
    std::vector<Driver> drivers;
    std::vector<Monitor> monitors;
    std::function<void(const std::string& place, const Bytes&)> arrived;
    std::function<uint64_t(const Bytes&)> side_of;

    void before() {
        for (auto& driver : drivers) driver.before();
        for (auto& monitor : monitors) monitor.before();
    }

    void after() {
        for (auto& driver : drivers) driver.after();
        for (auto& monitor : monitors) monitor.after();
    }

    // Percent of cycles in which nothing is offered, or nothing taken.
    void paces(unsigned gaps, unsigned stalls) {
        for (auto& driver : drivers) driver.gaps = gaps;
        for (auto& monitor : monitors) monitor.stalls = stalls;
    }

    bool sent() const {
        for (auto& driver : drivers) if (!driver.queue.empty()) return false;
        return true;
    }

    void arrive(const char* kind, unsigned port, const Bytes& bytes) { arrived(kind + (" " + std::to_string(port)), bytes); }
};

// What is sent and what must come of it, and where. A packet has its number in bytes `meta` + 8 to + 11.
struct Scoreboard {
    std::map<std::pair<uint32_t, std::string>, Bytes> expected;
    uint32_t number = 0;
    unsigned received = 0;

    static void number_at(Bytes& bytes, size_t place, uint32_t number) {
        for (int i = 0; i < 4; i++) bytes[place + i] = number >> (8 * i);
    }

    static uint32_t number_of(const Bytes& bytes) {
        uint32_t number = 0;
        for (int i = 0; i < 4; i++) number |= uint32_t(bytes[8 + i]) << (8 * i);
        return number;
    }

    void expect(const std::string& place, Bytes bytes, uint32_t id, bool padded) {
        if (padded && bytes.size() < 60) bytes.resize(60, 0);
        expected[{id, place}] = bytes;
    }

    void check(const std::string& place, const Bytes& bytes) {
        if (bytes.size() < 14) fail(place + ": a packet of " + std::to_string(bytes.size()) + " bytes");
        uint32_t id = number_of(bytes);
        auto found = expected.find({id, place});
        if (found == expected.end()) fail(place + ": packet " + std::to_string(id) + " must not come here, or not once more");
        const Bytes& wanted = found->second;
        if (wanted != bytes) {
            size_t i = 0;
            while (i < bytes.size() && i < wanted.size() && bytes[i] == wanted[i]) i++;
            fail("packet " + std::to_string(id) + " differs at byte " + std::to_string(i) + ": " + std::to_string(bytes.size())
                 + " bytes, expected " + std::to_string(wanted.size()));
        }
        expected.erase(found);
        received++;
    }
};

// What a packet that the host sends begins with: it is told from others on the wire.
static const uint8_t HOST_MARK[] = {'h', 'o', 's', 't'};

static bool from_host(const Bytes& bytes) { return std::equal(HOST_MARK, HOST_MARK + 4, bytes.begin()); }

static Packet host_packet(size_t length) {
    Packet packet;
    packet.bytes.resize(length);
    for (auto& byte : packet.bytes) byte = dice();
    std::copy(HOST_MARK, HOST_MARK + 4, packet.bytes.begin());
    return packet;
}

// Lengths that have hurt somebody, and any.
static size_t some_length(size_t longest) {
    static const size_t known[] = {14, 31, 32, 33, 60, 61, 63, 64, 65, 127, 128, 129, 255, 256, 1514, 1518};
    size_t length = chance(60) ? known[dice() % 16] : 14 + dice() % (longest - 13);
    return std::min(length, longest);
}

// The ports that each device map leads to: bit p stands for port p.
static unsigned leads_to[32] = {};

// A packet for the stand-in core from port `port`, and what must come of it: `limit` is the longest frame.
struct Made {
    Packet packet;
    bool too_long;
    bool no_port;
    bool to_host;
    unsigned ports;  // that it leaves by
};

static Made packet_for_core(Scoreboard& board, unsigned port, size_t limit, bool adapts, bool pads_host) {
    Made made{};
    unsigned action = dice() % 6, map = dice() % 32;
    bool broadcast = adapts && action == 4 && chance(60), excludes = chance(50);
    unsigned target = 1 + dice() % (PORTS + 1);
    unsigned meta = chance(50) ? 0 : 4 * (dice() % 64);
    size_t length = chance(4) ? limit + 1 + dice() % 300 : some_length(limit);
    length = std::min<size_t>(length, 3400);
    Bytes bytes(meta + length);
    for (auto& byte : bytes) byte = dice();
    uint32_t id = board.number++;
    Scoreboard::number_at(bytes, meta + 8, id);
    bytes[0] = action;
    bytes[1] = broadcast ? 0x80 | excludes << 6 | map : target;
    bytes[2] = meta;
    bytes[3] = port + 1;
    if (meta < 4 && meta > 0) fail("metadata of less than a word");
    Bytes out(bytes.begin() + meta, bytes.end());
    made.packet.bytes = bytes;
    made.packet.side = id;
    if (action < 2 || action > 4) return made;
    unsigned ports = action != 4 ? 1u << port : broadcast ? leads_to[map] & ~(unsigned(excludes) << port)
        : target <= PORTS ? 1u << (target - 1) : 0;
    made.too_long = out.size() > limit;
    if (made.too_long) return made;
    made.no_port = ports == 0;
    if (made.no_port) return made;
    made.ports = ports;
    made.to_host = action == 2;
    for (unsigned to = 0; to < PORTS; to++) {
        if (ports >> to & 1) board.expect((made.to_host ? "host " : "wire ") + std::to_string(to), out, id, made.to_host ? pads_host : adapts);
    }
    return made;
}

// AXI4-Lite, one access at a time, address before data or after it.
struct Registers {
    Port awaddr, awvalid, awready, wdata, wvalid, wready, bresp, bvalid, bready, araddr, arvalid, arready, rdata, rresp, rvalid, rready;
    std::function<void()> step;  // one cycle of the port's clock
    unsigned address_bits;

    uint32_t write(uint32_t address, uint32_t data) {
        awaddr.set(0, address_bits, address);
        wdata.set(0, 32, data);
        bool first = chance(50);
        awvalid.bit(0, true);
        wvalid.bit(0, first);
        bready.bit(0, false);
        bool a = false, w = false;
        for (int i = 0; i < 500 && !(a && w); i++) {
            model.eval();
            bool ta = awvalid.bit(0) && awready.bit(0), tw = wvalid.bit(0) && wready.bit(0);
            step();
            if (ta) { a = true; awvalid.bit(0, false); }
            if (tw) { w = true; wvalid.bit(0, false); }
            if (!w) wvalid.bit(0, true);
        }
        return answer(bvalid, bready, bresp, "write");
    }

    uint32_t answer(Port& valid, Port& ready, Port& resp, const char* what) {
        for (int i = 0; i < 500; i++) {
            ready.bit(0, chance(50));
            model.eval();
            bool taken = valid.bit(0) && ready.bit(0);
            uint32_t response = resp.get(0, 2);
            last_read = rdata.get(0, 32);
            step();
            if (taken) {
                ready.bit(0, false);
                return response;
            }
        }
        fail(std::string("no answer to a ") + what);
    }

    uint32_t read(uint32_t address, uint32_t response = 0) {
        araddr.set(0, address_bits, address);
        arvalid.bit(0, true);
        for (int i = 0; i < 500; i++) {
            model.eval();
            bool taken = arready.bit(0);
            step();
            if (taken) break;
        }
        arvalid.bit(0, false);
        if (answer(rvalid, rready, rresp, "read") != response) fail("read of " + std::to_string(address) + ": wrong response");
        return last_read;
    }

    uint32_t last_read = 0;

    // The registers that every board has, and that what is none answers.
    void check_map() {
        bool beyond = address_bits > 12;
        if (read(0x200) != 0x42524431) fail("BOARD_MAGIC");
        if (read(0x204) != PORTS) fail("PORTS");
        if (read(0x220) != 1) fail("PORT_IFINDEX");
        if (write(0x200, 1) != 2) fail("a read-only register was written");
        if (read(0x3fc, 2) != 0) fail("an unmapped register of the board");
        if (read(0x300, 2) != 0) fail("a register that cannot be read");
        if (write(0x380, 1) != 2) fail("a write to no register");
        if (beyond && read(0x1200, 2) != 0) fail("an address beyond 4 KiB");
        if (beyond && write(0x1220, 77) != 2) fail("a write beyond 4 KiB");
        if (write(0x20, 0xffffffff) != 0) fail("CONTROL");
        if (read(0x20) != 0xfffffffb) fail("EMIT_ALL must not be set");
        if (write(0x20, 1) != 0) fail("CONTROL");
    }
};
