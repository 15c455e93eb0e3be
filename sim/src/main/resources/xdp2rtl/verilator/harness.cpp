// One verilated core, or several behind one set of ports, behind C functions that java.lang.foreign binds (xdp2rtl.verilator.ModelLibrary is the other side).
//
// Compiled with the model of one configuration: LANES, CORES, BEAT_BYTES, RETIREMENT (0 or 1) and WAVES (0 or 1) are defined on the
// command line. A function that can fail answers a negative status: STUCK, or BROKEN with the reason in core_failure.
//
// Cycles are counted from the first core_run on: cycle 0 is the first in which a packet stands at the input.

#include "Model.h"
#include "verilated.h"
#include "verilated_syms.h"
#include "waves.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr int64_t STUCK = -1;
constexpr int64_t BROKEN = -2;
// Cycles after which a control access that nobody answers is given up; zeroing the largest map memory takes fewer.
constexpr uint64_t PATIENCE = 1u << 28;
constexpr int RESET_CYCLES = 4;
// Of isa.Cause and of enum xdp_action.
constexpr uint32_t CAUSE_NONE = 0;
constexpr uint32_t CAUSE_LENGTH = 1;
constexpr uint32_t PASS = 2;
constexpr uint32_t REDIRECT = 4;

struct Packet {
    uint64_t offset;
    uint32_t length;
    uint32_t ifindex;
    uint32_t queue;
};

// The layouts from here to Retired are read by Java: fields in this order, no padding.
struct Report {
    uint64_t cycle;
    uint64_t r0;
    uint64_t redirect;
    uint32_t context;
    uint32_t cause;
    uint32_t slots;
    uint32_t length;
    uint32_t meta;
    uint32_t unused;
};

struct Output {
    uint64_t cycle;
    uint64_t offset;
    uint64_t redirect;
    uint32_t length;
    uint32_t action;
    uint32_t meta;
    uint32_t ifindex;
};

struct Write {
    uint32_t valid;
    uint32_t index;
    uint64_t value;
};

struct Store {
    uint32_t valid;
    uint32_t address;
    uint32_t size;
    uint32_t unused;
    uint64_t value;
};

struct Retired {
    uint64_t cycle;
    uint32_t context;
    uint32_t address;
    uint32_t ends;
    uint32_t next;
    uint32_t request;
    uint32_t core;
    Write lanes[LANES];
    Store stores[3];
};

// A chance in 256 each cycle, from a seed: xorshift64*.
struct Chance {
    uint64_t state = 1;
    uint32_t of256 = 0;

    bool hit() {
        if (of256 == 0) return false;
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (state * 2685821657736338717u) >> 56 < of256;
    }
};

#if RETIREMENT
#define LANE(port, i) r.lanes[i] = {model->port##_lane_##i##_write, model->port##_lane_##i##_index, model->port##_lane_##i##_value};
#if LANES == 1
#define ALL_LANES(port) LANE(port, 0)
#elif LANES == 2
#define ALL_LANES(port) LANE(port, 0) LANE(port, 1)
#elif LANES == 4
#define ALL_LANES(port) LANE(port, 0) LANE(port, 1) LANE(port, 2) LANE(port, 3)
#else
#define ALL_LANES(port) LANE(port, 0) LANE(port, 1) LANE(port, 2) LANE(port, 3) LANE(port, 4) LANE(port, 5) LANE(port, 6) LANE(port, 7)
#endif
#define STORE(port, i, space) r.stores[i] = {model->port##_##space##_store, model->port##_##space##_address, \
                                             model->port##_##space##_size, 0, model->port##_##space##_value};
// Keeps what a retirement port says in this cycle.
#define RETIRED(port, number) \
    if (model->port##_valid) { \
        Retired r {}; \
        r.cycle = cycle; \
        r.context = model->port##_context; \
        r.address = model->port##_address; \
        r.ends = model->port##_ends; \
        r.next = model->port##_next; \
        r.request = model->port##_request; \
        r.core = number; \
        ALL_LANES(port) \
        STORE(port, 0, packet) \
        STORE(port, 1, stack) \
        STORE(port, 2, map) \
        retired.push_back(r); \
    }
#endif

struct Core {
    VerilatedContext context;
    std::unique_ptr<Model> model;
    Waves waves;
    std::string failure;

    std::vector<uint8_t> input;
    std::vector<Packet> packets;
    size_t packet = 0;
    uint32_t sent = 0;
    bool offered = false;

    std::vector<uint64_t> arrivals;
    std::vector<Report> reports;
    std::vector<Output> outputs;
    std::vector<uint8_t> outputBytes;
    uint64_t outputStart = 0;
    bool outputOpen = false;
    Output current {};
    bool held = false;
    std::vector<uint8_t> heldBeat;
    std::vector<Retired> retired;
    uint64_t reportCount = 0;
    uint64_t outputCount = 0;
    uint64_t leavingCount = 0;
    bool emitAll = false;

    Chance gaps;
    Chance stalls;
    bool running = false;
    uint64_t cycle = 0;

    // What the control port answered in the cycle that has just ended.
    bool awTaken, wTaken, arTaken, bValid, rValid;
    uint32_t bResponse, rResponse, rData;

    explicit Core(const char* wavePath) {
        context.randReset(0);
        context.assertOn(false);
        Waves::prepare(context);
        model = std::make_unique<Model>(&context, "core");
        waves.open(*model, wavePath);
        model->rst = 1;
        model->s_axil_bready = 1;
        model->s_axil_rready = 1;
        model->s_axil_wstrb = 15;
        for (int i = 0; i < RESET_CYCLES; i++) tick();
        model->rst = 0;
        context.assertOn(true);
    }

    ~Core() {
        model->final();
        waves.close();
    }

    void settle() {
        model->clk = 0;
        model->eval();
        dump();
    }

    void edge() {
        model->clk = 1;
        model->eval();
        dump();
    }

    void dump() { waves.dump(context); }

    // One clock cycle: inputs are driven, everything settles, outputs are seen, the clock rises.
    void tick() {
        driveInput();
        model->m_axis_tready = !stalls.hit();
        settle();
        if (running) {
            seeInput();
            seeOutput();
            if (model->report_valid) seeReport();
#if RETIREMENT
            seeRetired();
#endif
            cycle++;
        }
        awTaken = model->s_axil_awvalid && model->s_axil_awready;
        wTaken = model->s_axil_wvalid && model->s_axil_wready;
        arTaken = model->s_axil_arvalid && model->s_axil_arready;
        bValid = model->s_axil_bvalid;
        bResponse = model->s_axil_bresp;
        rValid = model->s_axil_rvalid;
        rResponse = model->s_axil_rresp;
        rData = model->s_axil_rdata;
        edge();
    }

    void driveInput() {
        if (!running || packet == packets.size()) {
            model->s_axis_tvalid = 0;
            return;
        }
        if (!offered) {
            if (gaps.hit()) {
                model->s_axis_tvalid = 0;
                return;
            }
            const Packet& p = packets[packet];
            uint32_t count = std::min<uint32_t>(BEAT_BYTES, p.length - sent);
            uint32_t words[BEAT_BYTES / 4] = {};
            std::memcpy(words, input.data() + p.offset + sent, count);
            for (int i = 0; i < BEAT_BYTES / 4; i++) model->s_axis_tdata[i] = words[i];
            model->s_axis_tkeep = count == 64 ? ~0ull : (1ull << count) - 1;
            model->s_axis_tlast = sent + count == p.length;
            model->s_axis_tuser = static_cast<uint64_t>(p.queue) << 32 | p.ifindex;
            offered = true;
        }
        model->s_axis_tvalid = 1;
    }

    void seeInput() {
        if (!model->s_axis_tvalid || !model->s_axis_tready) return;
        offered = false;
        sent += BEAT_BYTES;
        if (model->s_axis_tlast) {
            arrivals.push_back(cycle);
            packet++;
            sent = 0;
        }
    }

    // Collects the packets that leave, and checks the rules of the stream: a beat that waits does not change, only a packet's last beat
    // is not full, what belongs to the packet stays the same over it.
    void seeOutput() {
        if (!model->m_axis_tvalid) {
            if (held) throw std::runtime_error("m_axis: a beat that was not taken is withdrawn");
            return;
        }
        // Wide ports are arrays of 32-bit words, lowest first.
        uint8_t bytes[BEAT_BYTES];
        for (int i = 0; i < BEAT_BYTES / 4; i++) {
            uint32_t word = model->m_axis_tdata[i];
            std::memcpy(bytes + 4 * i, &word, 4);
        }
        uint64_t keep = model->m_axis_tkeep;
        Output beat {};
        beat.action = model->m_axis_tuser[0];
        beat.redirect = static_cast<uint64_t>(model->m_axis_tuser[2]) << 32 | model->m_axis_tuser[1];
        beat.meta = model->m_axis_tuser[3] & 0xff;
        beat.ifindex = model->m_axis_tuser[3] >> 8 | model->m_axis_tuser[4] << 24;
        seeHeld(bytes, keep);
        if (!model->m_axis_tready) return;
        held = false;

        int count = keep == 0 ? 0 : 64 - __builtin_clzll(keep);
        if (count == 0 || keep != (count == 64 ? ~0ull : (1ull << count) - 1)) throw std::runtime_error("m_axis: tkeep has gaps");
        if (count < BEAT_BYTES && !model->m_axis_tlast) throw std::runtime_error("m_axis: a beat before the last is not full");
        if (!outputOpen) {
            current = beat;
            current.offset = outputBytes.size();
            outputOpen = true;
        } else if (current.action != beat.action || current.redirect != beat.redirect || current.meta != beat.meta
                   || current.ifindex != beat.ifindex) {
            throw std::runtime_error("m_axis: tuser changes within a packet");
        }
        outputBytes.insert(outputBytes.end(), bytes, bytes + count);
        if (model->m_axis_tlast) {
            current.cycle = cycle;
            current.length = outputBytes.size() - current.offset;
            outputs.push_back(current);
            outputCount++;
            outputOpen = false;
        }
    }

    void seeHeld(const uint8_t* bytes, uint64_t keep) {
        if (stalls.of256 == 0) return;
        std::vector<uint8_t> beat(bytes, bytes + BEAT_BYTES);
        const uint8_t* from = reinterpret_cast<const uint8_t*>(&keep);
        beat.insert(beat.end(), from, from + sizeof keep);
        beat.push_back(model->m_axis_tlast);
        if (held && beat != heldBeat) throw std::runtime_error("m_axis: a beat changes while it waits");
        held = true;
        heldBeat = std::move(beat);
    }

    void seeReport() {
        Report r {};
        r.cycle = cycle;
        r.r0 = model->report_r0;
        r.redirect = model->report_redirect;
        r.context = model->report_context;
        r.cause = model->report_cause;
        r.slots = model->report_slots;
        r.length = model->report_length;
        r.meta = model->report_meta;
        reports.push_back(r);
        reportCount++;
        leavingCount += leaves(r);
    }

    bool leaves(const Report& r) const {
        uint32_t action = static_cast<uint32_t>(r.r0);
        return (emitAll && r.cause != CAUSE_LENGTH) || (r.cause == CAUSE_NONE && action >= PASS && action <= REDIRECT);
    }

#if RETIREMENT
    // The ports of one core are named as they are, those of several have the core's number in front.
    void seeRetired() {
#if CORES == 1
        RETIRED(retire, 0);
#else
        RETIRED(retire_0, 0);
        RETIRED(retire_1, 1);
#if CORES > 2
        RETIRED(retire_2, 2);
#endif
#if CORES > 3
        RETIRED(retire_3, 3);
#endif
#if CORES > 4
        RETIRED(retire_4, 4);
#endif
#if CORES > 5
        RETIRED(retire_5, 5);
#endif
#if CORES > 6
        RETIRED(retire_6, 6);
#endif
#if CORES > 7
        RETIRED(retire_7, 7);
#endif
#if CORES > 8
        RETIRED(retire_8, 8);
#endif
#if CORES > 9
        RETIRED(retire_9, 9);
#endif
#if CORES > 10
        RETIRED(retire_10, 10);
#endif
#if CORES > 11
        RETIRED(retire_11, 11);
#endif
#if CORES > 12
        RETIRED(retire_12, 12);
#endif
#if CORES > 13
        RETIRED(retire_13, 13);
#endif
#if CORES > 14
        RETIRED(retire_14, 14);
#endif
#if CORES > 15
        RETIRED(retire_15, 15);
#endif
#endif
    }
#endif

    // Control writes, as fast as the core takes them. The number of the first that is refused, or the count.
    int64_t write(const uint32_t* pairs, int64_t count) {
        int64_t address = 0, data = 0, answered = 0, refused = count;
        uint64_t waited = 0;
        while (answered < count) {
            model->s_axil_awvalid = address < count;
            if (address < count) model->s_axil_awaddr = pairs[2 * address];
            model->s_axil_wvalid = data < count;
            if (data < count) model->s_axil_wdata = pairs[2 * data + 1];
            tick();
            address += awTaken;
            data += wTaken;
            if (bValid) {
                if (bResponse != 0 && refused == count) refused = answered;
                answered++;
                waited = 0;
            } else if (++waited > PATIENCE) {
                return STUCK;
            }
        }
        model->s_axil_awvalid = 0;
        model->s_axil_wvalid = 0;
        return refused;
    }

    int64_t read(const uint32_t* addresses, uint32_t* values, int64_t count) {
        int64_t asked = 0, answered = 0, refused = count;
        uint64_t waited = 0;
        while (answered < count) {
            model->s_axil_arvalid = asked < count;
            if (asked < count) model->s_axil_araddr = addresses[asked];
            tick();
            asked += arTaken;
            if (rValid) {
                if (rResponse != 0 && refused == count) refused = answered;
                values[answered++] = rData;
                waited = 0;
            } else if (++waited > PATIENCE) {
                return STUCK;
            }
        }
        model->s_axil_arvalid = 0;
        return refused;
    }

    bool complete(uint64_t wantedReports) const {
        return reportCount >= wantedReports && outputCount >= leavingCount;
    }

    bool run(uint64_t cycles, uint64_t wantedReports) {
        running = true;
        for (uint64_t i = 0; i < cycles && !complete(wantedReports); i++) tick();
        return complete(wantedReports);
    }
};

// Runs an action; what it throws becomes the core's failure.
template <typename Action> int64_t guarded(Core* core, Action action) {
    if (!core->failure.empty()) return BROKEN;
    try {
        return action();
    } catch (const std::exception& e) {
        core->failure = "cycle " + std::to_string(core->cycle) + ": " + e.what();
        return BROKEN;
    }
}

template <typename Item> void give(const std::vector<Item>& items, uint64_t* place) {
    place[0] = reinterpret_cast<uint64_t>(items.data());
    place[1] = items.size();
}

std::string creationFailure;

}  // namespace

// Verilator's own ends would end the whole process (VL_USER_STOP and VL_USER_FATAL are defined).
void vl_fatal(const char* file, int line, const char* scope, const char* message) {
    throw std::runtime_error(std::string(file ? file : "") + ":" + std::to_string(line) + ": " + (scope ? scope : "") + ": "
                             + (message ? message : ""));
}

void vl_stop(const char* file, int line, const char* scope) {
    vl_fatal(file, line, scope, "assertion does not hold");
}

extern "C" {
#define EXPORT __attribute__((visibility("default")))

// A core after reset, or null with the reason in core_failure(null). The waves are written only by a model that was built for them.
EXPORT Core* core_create(const char* wavePath) {
    try {
        return new Core(wavePath);
    } catch (const std::exception& e) {
        creationFailure = e.what();
        return nullptr;
    }
}

EXPORT void core_destroy(Core* core) {
    delete core;
}

EXPORT const char* core_failure(Core* core) {
    return core ? core->failure.c_str() : creationFailure.c_str();
}

// Pairs of address and value. The number of writes, or of the first that is answered by an error.
EXPORT int64_t core_write(Core* core, const uint32_t* pairs, int64_t count) {
    return guarded(core, [&] { return core->write(pairs, count); });
}

EXPORT int64_t core_read(Core* core, const uint32_t* addresses, uint32_t* values, int64_t count) {
    return guarded(core, [&] { return core->read(addresses, values, count); });
}

// Puts packets behind those that wait at the input. `descriptions` has length, ifindex and queue of each; their bytes follow one another.
EXPORT void core_offer(Core* core, const uint8_t* bytes, const uint32_t* descriptions, int64_t count) {
    uint64_t offset = core->input.size();
    for (int64_t i = 0; i < count; i++) {
        const uint32_t* d = descriptions + 3 * i;
        core->packets.push_back({offset, d[0], d[1], d[2]});
        offset += d[0];
    }
    core->input.insert(core->input.end(), bytes, bytes + (offset - core->input.size()));
}

// From now on, in each cycle: with a chance of gaps / 256 no new beat is offered, with a chance of stalls / 256 the output is not taken.
EXPORT void core_disturb(Core* core, uint64_t seed, uint32_t gaps, uint32_t stalls) {
    core->gaps = {seed * 2 + 1, gaps};
    core->stalls = {~seed * 2 + 1, stalls};
}

// Whether the core was told to put out every packet.
EXPORT void core_emit_all(Core* core, int32_t on) {
    core->emitAll = on != 0;
}

// Runs until so many reports have come since the beginning and all packets that leave have left, at most so many cycles. 1 if it has come
// to that, else 0.
EXPORT int64_t core_run(Core* core, uint64_t cycles, uint64_t reports) {
    return guarded(core, [&] { return core->run(cycles, reports) ? 1 : 0; });
}

// Address and number of items of: arrivals, reports, outputs, bytes of the outputs, retired bundles. Valid until the next call but one.
EXPORT void core_seen(Core* core, uint64_t* places) {
    give(core->arrivals, places);
    give(core->reports, places + 2);
    give(core->outputs, places + 4);
    give(core->outputBytes, places + 6);
    give(core->retired, places + 8);
}

// Forgets what core_seen gives, but for a packet that is on its way out.
// Where the even and the odd words of a core's map memory stand, and how many words both are. map_memory.vlt has Verilator keep them.
EXPORT int64_t core_map_words(Core* core, int64_t number, uint64_t* places) {
    return guarded(core, [&]() -> int64_t {
        std::string within = CORES == 1 ? "core.core" : "core.cores.core_" + std::to_string(number);
        const VerilatedScope* scope = core->context.scopeFind((within + ".map_memory").c_str());
        const VerilatedVar* evens = scope ? scope->varFind("evens") : nullptr;
        const VerilatedVar* odds = scope ? scope->varFind("odds") : nullptr;
        if (!evens || !odds) throw std::runtime_error(within + " has no map memory with evens and odds");
        places[0] = reinterpret_cast<uint64_t>(evens->datap());
        places[1] = reinterpret_cast<uint64_t>(odds->datap());
        places[2] = evens->unpacked().elements() + odds->unpacked().elements();
        return 0;
    });
}

EXPORT void core_forget(Core* core) {
    core->arrivals.clear();
    core->reports.clear();
    core->outputs.clear();
    core->retired.clear();
    if (core->outputOpen) {
        core->outputBytes.erase(core->outputBytes.begin(), core->outputBytes.begin() + core->current.offset);
        core->current.offset = 0;
    } else {
        core->outputBytes.clear();
    }
}

EXPORT uint64_t core_cycle(Core* core) {
    return core->cycle;
}

EXPORT uint64_t core_report_count(Core* core) {
    return core->reportCount;
}
}
