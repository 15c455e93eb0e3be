// An AXI4 master that reads and writes a memory in bursts of all kinds and sizes, one each way at a time, with gaps and
// back-pressure, and knows what must be in it. The first bursts fill the memory.
#include <array>

struct Bursts {
    static constexpr unsigned ADDRESS_BITS = __builtin_ctz(MAP_BYTES);
    struct Address { Port id, addr, len, size, burst, valid, ready; };
    struct WriteData { Port data, strb, last, valid, ready; };
    struct WriteResponse { Port id, resp, valid, ready; };
    struct ReadData { Port id, data, resp, last, valid, ready; };

    static constexpr unsigned LINE = 16, FIXED = 0, INCREMENTING = 1, WRAPPING = 2, PAGE = 4096;

    Address aw;
    WriteData w;
    WriteResponse b;
    Address ar;
    ReadData r;
    // The bytes that it uses, from `first` on.
    uint64_t first;
    std::vector<uint8_t> memory;
    uint64_t writes = 0, reads = 0;

    // One way's burst: where its beats are, from the first byte to the one behind the last.
    struct Burst {
        bool open = false, given = false;
        unsigned id = 0, len = 0, size = 0, kind = 0, beat = 0;
        uint64_t addr = 0;
        std::vector<std::pair<uint64_t, uint64_t>> places;

        uint64_t low() const { return std::min_element(places.begin(), places.end())->first; }
        uint64_t high() const {
            uint64_t end = 0;
            for (auto& place : places) end = std::max(end, place.second);
            return end;
        }
        bool meets(const Burst& other) const { return open && other.open && low() < other.high() && other.low() < high(); }
    };
    Burst write, read;
    uint64_t filled = 0;
    std::array<uint8_t, LINE> data{};
    unsigned strobes = 0;

    bool begun() const { return filled > 0; }
    bool quiet() const { return !write.open && !read.open; }

    Burst some() {
        Burst burst;
        burst.open = true;
        burst.id = dice() % 256;
        burst.kind = dice() % 3;
        burst.size = chance(60) ? 4 : dice() % 5;
        unsigned bytes = 1u << burst.size;
        burst.addr = first + dice() % memory.size();
        if (burst.kind == WRAPPING) {
            burst.len = (2u << dice() % 4) - 1;
            burst.addr -= burst.addr % bytes;
        } else {
            burst.len = dice() % 16;
            if (burst.kind == INCREMENTING) {
                uint64_t fits = (PAGE - burst.addr % PAGE + burst.addr % bytes) / bytes;
                burst.len = std::min<uint64_t>(chance(10) ? dice() % 256 : burst.len, fits - 1);
            }
        }
        place(burst);
        return burst;
    }

    static void place(Burst& burst) {
        uint64_t bytes = 1u << burst.size, at = burst.addr, around = bytes * (burst.len + 1), wrap = burst.addr / around * around;
        for (unsigned i = 0; i <= burst.len; i++) {
            uint64_t aligned = at / bytes * bytes;
            burst.places.push_back({at, aligned + bytes});
            if (burst.kind == FIXED) continue;
            at = aligned + bytes;
            if (burst.kind == WRAPPING && at == wrap + around) at = wrap;
        }
    }

    // Before the clock edge.
    void before() {
        aw_taken = write.open && !write.given && aw.valid.bit(0) && aw.ready.bit(0);
        w_taken = w.valid.bit(0) && w.ready.bit(0);
        ar_taken = read.open && !read.given && ar.valid.bit(0) && ar.ready.bit(0);
        if (b.valid.bit(0) && b.ready.bit(0)) {
            if (!write.open || write.beat <= write.len || b.id.get(0, 8) != write.id) fail("a write response that nobody waits for");
            if (b.resp.get(0, 2) != 0) fail("a write of the map memory was refused");
            write.open = false;
            writes++;
        }
        if (r.valid.bit(0) && r.ready.bit(0)) {
            if (!read.open || !read.given || r.id.get(0, 8) != read.id) fail("read data that nobody waits for");
            if (r.resp.get(0, 2) != 0) fail("a read of the map memory was refused");
            if (r.last.bit(0) != (read.beat == read.len)) fail("read data: last");
            auto& place = read.places[read.beat++];
            for (uint64_t at = place.first; at < place.second; at++) {
                unsigned got = r.data.get(8 * (at % LINE), 8), wanted = memory[at - first];
                if (got != wanted) fail("map memory, byte " + std::to_string(at) + ": " + std::to_string(got) + ", not " + std::to_string(wanted));
            }
            if (read.beat > read.len) {
                read.open = false;
                reads++;
            }
        }
    }

    // After the clock edge.
    void after() {
        if (aw_taken) { write.given = true; aw.valid.bit(0, false); }
        if (ar_taken) { read.given = true; ar.valid.bit(0, false); }
        if (w_taken) {
            auto& place = write.places[write.beat++];
            for (uint64_t at = place.first; at < place.second; at++) if (strobes >> at % LINE & 1) memory[at - first] = data[at % LINE];
            w.valid.bit(0, false);
        }
        b.ready.bit(0, !chance(stalls));
        r.ready.bit(0, !chance(stalls));
        if (!on) return;
        if (!write.open && !chance(gaps)) begin_write();
        if (!read.open && filled >= memory.size() && !chance(gaps)) begin_read();
        if (write.open && !write.given && !aw.valid.bit(0)) ask(aw, write);
        if (read.open && !read.given && !ar.valid.bit(0)) ask(ar, read);
        if (write.open && write.beat <= write.len && !w.valid.bit(0) && !chance(gaps)) give();
    }

    bool on = false, stopping = false;
    unsigned gaps = 30, stalls = 30;

    bool aw_taken = false, w_taken = false, ar_taken = false;

    void begin_write() {
        if (stopping) return;
        if (filled < memory.size()) {
            write = Burst{};
            write.open = true;
            write.addr = first + filled;
            write.size = 4;
            write.kind = INCREMENTING;
            write.len = PAGE / LINE - 1;
            place(write);
            filled += PAGE;
            return;
        }
        write = some();
        if (write.meets(read)) write.open = false;
    }

    void begin_read() {
        if (stopping || (write.open && write.len == PAGE / LINE - 1)) return;
        read = some();
        if (read.meets(write)) read.open = false;
    }

    static void ask(Address& channel, const Burst& burst) {
        channel.id.set(0, 8, burst.id);
        channel.addr.set(0, ADDRESS_BITS, burst.addr);
        channel.len.set(0, 8, burst.len);
        channel.size.set(0, 3, burst.size);
        channel.burst.set(0, 2, burst.kind);
        channel.valid.bit(0, true);
    }

    void give() {
        bool filling = write.len == PAGE / LINE - 1 && write.size == 4;
        auto& place = write.places[write.beat];
        strobes = 0;
        for (uint64_t at = place.first; at < place.second; at++) if (filling || chance(70)) strobes |= 1u << at % LINE;
        for (auto& byte : data) byte = dice();
        for (unsigned i = 0; i < LINE; i++) w.data.set(8 * i, 8, data[i]);
        w.strb.set(0, LINE, strobes);
        w.last.bit(0, write.beat == write.len);
        w.valid.bit(0, true);
    }
};
