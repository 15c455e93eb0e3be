// One verilated board behind C functions that java.lang.foreign binds (xdp2rtl.simulation.BoardModel is the other side). What is
// particular to a shell is in shell.h, one of the files beside this one: its pins, its clocks, its reset.
//
// PORTS network ports, BYTES in a beat of the shell, WIRE_BITS that a wire carries in 1,000 cycles; WAVES is 1 where the signals can
// be written. A place is where packets go in and out: 2 p is the wire of port p, 2 p + 1 its host side. A function that can fail answers
// a negative status: STUCK, or BROKEN with the reason in board_failure.

#include "Model.h"
#include "verilated.h"
#include "waves.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr int64_t STUCK = -1;
constexpr int64_t BROKEN = -2;
// Cycles of the register clock after which an access that nobody answers is given up.
constexpr int PATIENCE = 1 << 20;
// What a wire carries beside a frame: check sequence, preamble, gap; and the least that a frame has.
constexpr uint64_t AROUND_FRAME = 24;
constexpr uint64_t SHORTEST_FRAME = 60;

// A port of the model as the bytes in which Verilator keeps it, lowest bit first.
struct Pin {
    uint8_t* at;

    template <class T> static Pin of(T& port) { return {reinterpret_cast<uint8_t*>(&port)}; }

    bool bit(unsigned i) const { return at[i / 8] >> (i % 8) & 1; }
    void bit(unsigned i, bool value) { at[i / 8] = (at[i / 8] & ~(1u << i % 8)) | value << i % 8; }

    uint64_t get(unsigned low, unsigned width) const {
        uint64_t value = 0;
        for (unsigned i = 0; i < width; i++) value |= uint64_t(bit(low + i)) << i;
        return value;
    }

    void set(unsigned low, unsigned width, uint64_t value) {
        for (unsigned i = 0; i < width; i++) bit(low + i, value >> i & 1);
    }
};

// One lane of a stream.
struct Lane {
    Pin valid, ready, data, keep, last;
    unsigned number = 0;
};

struct Packet {
    unsigned place;
    std::vector<uint8_t> bytes;
};

// Puts packets in, at most as fast as a wire brings them.
struct Driver {
    Lane pins;
    bool paced;
    // What the shell says beside a beat.
    std::function<void(const Packet&, bool first)> side;
    std::deque<Packet> queue;
    size_t offset = 0;
    uint64_t start = 0;
    bool offering = false;
    bool taken = false;

    void before() { taken = offering && pins.ready.bit(pins.number); }

    void after(uint64_t cycle) {
        if (taken) {
            offering = false;
            offset += BYTES;
            if (offset >= queue.front().bytes.size()) {
                queue.pop_front();
                offset = 0;
            }
        }
        if (!offering && !queue.empty() && (offset > 0 || cycle >= start)) offer(cycle);
        pins.valid.bit(pins.number, offering);
    }

    void offer(uint64_t cycle) {
        const Packet& packet = queue.front();
        size_t size = packet.bytes.size(), count = std::min<size_t>(BYTES, size - offset);
        if (offset == 0 && paced) {
            start = std::max(start, cycle) + 1000 * 8 * (std::max<uint64_t>(size, SHORTEST_FRAME) + AROUND_FRAME) / WIRE_BITS;
        }
        uint8_t* data = pins.data.at + pins.number * BYTES;
        std::memcpy(data, packet.bytes.data() + offset, count);
        std::memset(data + count, 0, BYTES - count);
        uint8_t* keep = pins.keep.at + pins.number * (BYTES / 8);
        for (size_t i = 0; i < BYTES / 8; i++) keep[i] = count >= 8 * i + 8 ? 0xff : count <= 8 * i ? 0 : (1u << (count - 8 * i)) - 1;
        pins.last.bit(pins.number, offset + count == size);
        if (side) side(packet, offset == 0);
        offering = true;
    }
};

// Takes packets out; always ready.
struct Monitor {
    Lane pins;
    // The places of a packet, asked in its first beat: bit p is set for place p.
    std::function<unsigned()> places;
    std::vector<uint8_t> bytes;
    unsigned where = 0;
    bool underway = false;
    bool taken = false;

    void before(std::deque<Packet>& out) {
        taken = pins.valid.bit(pins.number);
        if (!taken) return;
        if (!underway) where = places();
        const uint8_t* keep = pins.keep.at + pins.number * (BYTES / 8);
        size_t count = 0;
        while (count < BYTES && keep[count / 8] >> (count % 8) & 1) count++;
        const uint8_t* data = pins.data.at + pins.number * BYTES;
        bytes.insert(bytes.end(), data, data + count);
        underway = !pins.last.bit(pins.number);
        if (underway) return;
        for (unsigned place = 0; place < 2 * PORTS; place++) {
            if (where >> place & 1) out.push_back({place, bytes});
        }
        bytes.clear();
    }
};

// The pins of AXI4-Lite.
struct RegisterPins {
    Pin awaddr, awvalid, awready, wdata, wvalid, wready, bresp, bvalid, bready, araddr, arvalid, arready, rdata, rresp, rvalid, rready;
    unsigned addressBits = 0;
};

struct Board;

#include "shell.h"

struct Board {
    VerilatedContext context;
    std::unique_ptr<Model> model;
    Waves waves;
    std::unique_ptr<Shell> shell;
    std::vector<Driver> drivers;
    std::vector<Monitor> monitors;
    // Of each place: the driver that its packets go in by, or negative.
    std::vector<int> driverOf = std::vector<int>(2 * PORTS, -1);
    std::deque<Packet> out;
    RegisterPins registers;
    std::string failure;
    uint64_t cycle = 0;
    uint64_t moved = 0;

    explicit Board(const char* wavePath) {
        context.randReset(0);
        context.assertOn(false);
        Waves::prepare(context);
        model = std::make_unique<Model>(&context, "board");
        waves.open(*model, wavePath);
        shell = std::make_unique<Shell>(*model);
        shell->connect(*this);
        shell->reset([this] { edge(); });
        context.assertOn(true);
    }

    ~Board() {
        model->final();
        waves.close();
    }

    void dump() { waves.dump(context); }

    void input(Lane pins, bool paced, std::function<void(const Packet&, bool)> side, std::vector<unsigned> places) {
        for (unsigned place : places) driverOf[place] = int(drivers.size());
        Driver driver{};
        driver.pins = pins;
        driver.paced = paced;
        driver.side = std::move(side);
        drivers.push_back(std::move(driver));
    }

    void output(Lane pins, std::function<unsigned()> places) {
        Monitor monitor{};
        monitor.pins = pins;
        monitor.places = std::move(places);
        monitor.pins.ready.bit(pins.number, true);
        monitors.push_back(std::move(monitor));
    }

    // One cycle of the streams' clock; all inputs are settled before it.
    void edge() {
        for (auto& driver : drivers) driver.before();
        for (auto& monitor : monitors) monitor.before(out);
        shell->rise();
        dump();
        for (auto& driver : drivers) {
            driver.after(cycle);
            moved += driver.taken;
        }
        for (auto& monitor : monitors) moved += monitor.taken;
        shell->fall();
        dump();
        cycle++;
    }

    void registerEdge() {
        for (unsigned i = 0; i < Shell::REGISTER_CYCLES; i++) edge();
    }

    // Holds `valid` until `ready` has been seen; whether that happened.
    bool give(Pin& valid, Pin& ready) {
        valid.bit(0, true);
        model->eval();
        for (int i = 0; i < PATIENCE; i++) {
            bool taken = ready.bit(0);
            registerEdge();
            if (taken) {
                valid.bit(0, false);
                model->eval();
                return true;
            }
        }
        return false;
    }

    // Waits for an answer and takes it; its response, or STUCK.
    int64_t answer(Pin& valid, Pin& ready, Pin& response) {
        ready.bit(0, true);
        model->eval();
        for (int i = 0; i < PATIENCE; i++) {
            bool taken = valid.bit(0);
            int64_t result = response.get(0, 2);
            data = registers.rdata.get(0, 32);
            registerEdge();
            if (taken) {
                ready.bit(0, false);
                model->eval();
                return result;
            }
        }
        return STUCK;
    }

    uint32_t data = 0;

    int64_t write(uint32_t address, uint32_t value) {
        auto& r = registers;
        r.awaddr.set(0, r.addressBits, address);
        r.wdata.set(0, 32, value);
        r.awvalid.bit(0, true);
        r.wvalid.bit(0, true);
        model->eval();
        bool addressed = false, written = false;
        for (int i = 0; i < PATIENCE && !(addressed && written); i++) {
            bool a = !addressed && r.awready.bit(0), w = !written && r.wready.bit(0);
            registerEdge();
            if (a) {
                addressed = true;
                r.awvalid.bit(0, false);
            }
            if (w) {
                written = true;
                r.wvalid.bit(0, false);
            }
            model->eval();
        }
        return addressed && written ? answer(r.bvalid, r.bready, r.bresp) : STUCK;
    }

    int64_t read(uint32_t address) {
        auto& r = registers;
        r.araddr.set(0, r.addressBits, address);
        return give(r.arvalid, r.arready) ? answer(r.rvalid, r.rready, r.rresp) : STUCK;
    }
};

std::string creationFailure;

template <class Work> int64_t guarded(Board* board, Work work) {
    try {
        return work();
    } catch (const std::exception& e) {
        board->failure = e.what();
        return BROKEN;
    }
}

}  // namespace

#define EXPORT __attribute__((visibility("default")))

void vl_fatal(const char* file, int line, const char* scope, const char* message) {
    throw std::runtime_error(std::string(file ? file : "") + ":" + std::to_string(line) + ": " + (scope ? scope : "") + ": "
                             + (message ? message : ""));
}

void vl_stop(const char* file, int line, const char* scope) {
    vl_fatal(file, line, scope, "assertion does not hold");
}

extern "C" {

// A board after reset, or null with the reason in board_failure(null). The waves are written only by a model that was built for them.
EXPORT Board* board_create(const char* wavePath) {
    try {
        return new Board(wavePath);
    } catch (const std::exception& e) {
        creationFailure = e.what();
        return nullptr;
    }
}

EXPORT void board_destroy(Board* board) { delete board; }

EXPORT const char* board_failure(Board* board) { return board ? board->failure.c_str() : creationFailure.c_str(); }

// The response of AXI4-Lite: 0 done, 2 refused. The value goes to board_data.
EXPORT int64_t board_read(Board* board, uint32_t address) {
    return guarded(board, [&] { return board->read(address); });
}

EXPORT uint32_t board_data(Board* board) { return board->data; }

EXPORT int64_t board_write(Board* board, uint32_t address, uint32_t value) {
    return guarded(board, [&] { return board->write(address, value); });
}

// Packets that wait at the input of a place; negative if nothing goes in there.
EXPORT int64_t board_waiting(Board* board, uint32_t place) {
    int driver = board->driverOf[place];
    if (driver < 0) return -1;
    int64_t count = 0;
    for (auto& packet : board->drivers[driver].queue) count += packet.place == place;
    return count;
}

EXPORT void board_offer(Board* board, uint32_t place, const uint8_t* bytes, int64_t length) {
    board->drivers[board->driverOf[place]].queue.push_back({place, std::vector<uint8_t>(bytes, bytes + length)});
}

// Runs so many cycles; beats that went in or out.
EXPORT int64_t board_run(Board* board, int64_t cycles) {
    return guarded(board, [&] {
        uint64_t before = board->moved;
        for (int64_t i = 0; i < cycles; i++) board->edge();
        return int64_t(board->moved - before);
    });
}

// The oldest packet that has come out: its place and length, or negative if there is none.
EXPORT int64_t board_out(Board* board, const uint8_t** bytes, int64_t* length) {
    if (board->out.empty()) return -1;
    const Packet& packet = board->out.front();
    *bytes = packet.bytes.data();
    *length = int64_t(packet.bytes.size());
    return packet.place;
}

EXPORT void board_forget(Board* board) { board->out.pop_front(); }

EXPORT uint64_t board_cycle(Board* board) { return board->cycle; }
}
