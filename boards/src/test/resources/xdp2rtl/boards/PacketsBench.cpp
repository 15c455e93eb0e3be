// Packets of all ports and of the host at once, of all lengths and with all actions, through a wrapper whose core does what a packet
// says: gaps, back-pressure, registers, counters, and what the shell alone does.
#include "bench.h"
#include "shell.h"

int main(int count, char** arguments) {
    Verilated::commandArgs(count, arguments);
    Scoreboard board;
    Shell shell;
    shell.arrived = [&](const std::string& place, const Bytes& bytes) { board.check(place, bytes); };
    shell.side_of = Scoreboard::number_of;
    shell.reset();
    if (Shell::ADAPTS) shell.registers.check_map();

    unsigned came[PORTS] = {}, passed[PORTS] = {}, sent[PORTS] = {}, no_port = 0, too_long = 0;
    for (int phase = 0; phase < 3; phase++) {
        shell.paces(phase == 0 ? 0 : 30, phase == 1 ? 0 : phase == 2 ? 60 : 20);
        for (unsigned map = 0; Shell::ADAPTS && map < 32; map++) {
            unsigned value = dice();
            leads_to[map] = value & ((1u << PORTS) - 1);
            if (shell.registers.write(0x300 + 4 * map, value) != 0) fail("BROADCAST_PORTS");
        }
        for (int n = 0; n < 150; n++) {
            for (unsigned i = 0; i < PORTS; i++) {
                auto made = packet_for_core(board, i, LIMIT, Shell::ADAPTS, Shell::PADS_HOST);
                no_port += made.no_port;
                too_long += made.too_long;
                came[i]++;
                for (unsigned to = 0; to < PORTS; to++) (made.to_host ? passed : sent)[to] += made.ports >> to & 1;
                shell.receive(i, made.packet);
                if (Shell::ADAPTS) {
                    Packet packet = host_packet(some_length(1518));
                    Scoreboard::number_at(packet.bytes, 8, board.number);
                    board.expect("wire " + std::to_string(i), packet.bytes, board.number++, Shell::PADS_SENT);
                    shell.transmit(i, packet);
                }
            }
        }
        for (int cycle = 0; cycle < 200000 && !board.expected.empty(); cycle++) shell.edge();
        for (int cycle = 0; cycle < 2000; cycle++) shell.edge();
        if (!board.expected.empty()) fail(std::to_string(board.expected.size()) + " packets are missing");
    }
    if (Shell::ADAPTS) {
        for (unsigned i = 0; i < PORTS; i++) {
            if (shell.registers.read(0x240 + 4 * i) != came[i]) fail("COUNT_IN");
            if (shell.registers.read(0x260 + 4 * i) != passed[i]) fail("COUNT_PASS");
            if (shell.registers.read(0x280 + 4 * i) != sent[i]) fail("COUNT_OUT");
        }
        if (shell.registers.read(0x210) != no_port) fail("COUNT_NO_PORT");
        if (shell.registers.read(0x214) != too_long) fail("COUNT_TOO_LONG");
    }
    shell.provoke(board);
    std::printf("agrees\n");
    return 0;
}
