// A board with the core in it: loads a program through the register port, sends a trace through the ports and packets of the host
// beside it, and looks where everything comes out, with gaps and under back-pressure. The script: "w ADDRESS VALUE" a register write,
// "u ADDRESS MASK" reads until the bits are 0, "p PORT HEX" a packet of the trace, "e PLACE PORT HEX" one that must come there, in
// this order, "r ADDRESS VALUE" a read at the end, "b ADDRESS COUNT" so many packets at once, the next when the register has counted
// them: for shells that do not wait.
#include <fstream>
#include <sstream>
#include "bench.h"
#include "shell.h"

static Bytes bytes_of(const std::string& hex) {
    Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2) bytes.push_back(std::stoul(hex.substr(i, 2), nullptr, 16));
    return bytes;
}

int main(int count, char** arguments) {
    Verilated::commandArgs(count, arguments);
    std::map<std::string, std::deque<Bytes>> expected, from_the_host;
    Shell shell;
    shell.arrived = [&](const std::string& place, const Bytes& bytes) {
        if (from_host(bytes)) {  // several functions of the host share a wire
            auto& packets = from_the_host[place];
            auto found = std::find(packets.begin(), packets.end(), bytes);
            if (found == packets.end()) fail(place + ": the host has not sent this packet");
            packets.erase(found);
            return;
        }
        auto& queue = expected[place];
        if (queue.empty()) fail(place + ": a packet that must not come");
        if (queue.front() != bytes) fail(place + ": a packet differs, " + std::to_string(queue.size()) + " before the end");
        queue.pop_front();
    };
    shell.reset();
    std::ifstream script(arguments[1]);
    std::string line;
    std::vector<std::pair<uint32_t, uint32_t>> reads;
    uint64_t packets = 0;
    uint32_t counter = 0, burst = 0;
    while (std::getline(script, line)) {
        std::istringstream words(line);
        std::string verb, a, b, c;
        words >> verb >> a >> b >> c;
        if (verb == "p") {
            Packet packet;
            packet.bytes = bytes_of(b);
            packet.side = packet.turn = ++packets;
            shell.receive(std::stoul(a), packet);
            if (!Shell::ADAPTS || chance(70)) continue;
            unsigned port = dice() % PORTS;
            Packet host = host_packet(some_length(1518));
            shell.transmit(port, host);
            if (Shell::PADS_SENT && host.bytes.size() < 60) host.bytes.resize(60, 0);
            from_the_host["wire " + std::to_string(port)].push_back(host.bytes);
        } else if (verb == "e") {
            expected[a + " " + b].push_back(bytes_of(c));
        } else {
            uint32_t address = std::stoul(a), value = std::stoul(b);
            if (verb == "w" && shell.registers.write(address, value) != 0) fail("a write of " + a + " is refused");
            if (verb == "u") while (shell.registers.read(address) & value) {}
            if (verb == "r") reads.push_back({address, value});
            if (verb == "b") { counter = address; turn_limit = burst = value; }
        }
    }
    if (packets == 0) fail("no trace");
    shell.paces(20, 40);
    for (int quiet = 0; quiet < 5000; quiet++) {
        if (!shell.sent()) quiet = 0;
        if (turns == turn_limit && shell.registers.read(counter) == turns) turn_limit += burst;
        shell.edge();
    }
    for (auto* places : {&expected, &from_the_host}) {
        for (auto& place : *places) {
            if (!place.second.empty()) fail(place.first + ": " + std::to_string(place.second.size()) + " packets are missing");
        }
    }
    for (auto& read : reads) {
        if (shell.registers.read(read.first) != read.second) fail("register " + std::to_string(read.first));
    }
    std::printf("agrees\n");
    return 0;
}
