// Runs a board by itself: registers and packets by a script, which says too what must have become of them.
//
//     w OFFSET VALUE       writes a register
//     u OFFSET MASK VALUE  reads it until it has the value in the bits of the mask
//     p PLACE HEX          a packet goes in: 2 p is the wire of port p, 2 p + 1 its host side
//     e OFFSET VALUE TEXT  it must read this now; TEXT says what it is
//
// Numbers are hexadecimal. Exit code 0 where all that must be is so, 1 where not, 2 where the script or the board cannot be used.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

extern "C" {
void* board_create(const char* waves);
void board_destroy(void* board);
const char* board_failure(void* board);
int64_t board_read(void* board, uint32_t address);
uint32_t board_data(void* board);
int64_t board_write(void* board, uint32_t address, uint32_t value);
int64_t board_waiting(void* board, uint32_t place);
void board_offer(void* board, uint32_t place, const uint8_t* bytes, int64_t length);
int64_t board_run(void* board, int64_t cycles);
int64_t board_out(void* board, const uint8_t** bytes, int64_t* length);
void board_forget(void* board);
uint64_t board_cycle(void* board);
}

namespace {

constexpr int READS = 1000000;
constexpr int64_t DRAIN_CYCLES = 4096;

void* board;
std::string place;

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "%s: %s\n", place.c_str(), why.c_str());
    std::exit(2);
}

void check(int64_t status) {
    if (status == -2) give_up(board_failure(board));
    if (status != 0) give_up(status < 0 ? "the board's registers do not answer" : "the board refuses the access");
}

uint32_t read(uint32_t offset) {
    check(board_read(board, offset));
    return board_data(board);
}

void until(uint32_t offset, uint32_t mask, uint32_t value) {
    for (int i = 0; i < READS; i++) {
        if ((read(offset) & mask) == value) return;
    }
    give_up("the register does not get this value");
}

std::vector<uint8_t> bytes(const std::string& hex) {
    std::vector<uint8_t> result;
    for (size_t i = 0; i + 1 < hex.size(); i += 2) result.push_back(uint8_t(std::strtoul(hex.substr(i, 2).c_str(), nullptr, 16)));
    return result;
}

}  // namespace

int main(int count, char** arguments) {
    std::string script = "program.txt";
    const char* waves = nullptr;
    for (int i = 1; i < count; i++) {
        if (!std::strcmp(arguments[i], "--waves") && i + 1 < count) waves = arguments[++i];
        else if (arguments[i][0] != '+') script = arguments[i];
    }
    std::ifstream file(script);
    place = script;
    if (!file) give_up("it cannot be read");
    board = board_create(waves);
    if (!board) give_up(board_failure(nullptr));

    std::string line;
    unsigned long packets = 0;
    int wrong = 0;
    for (int number = 1; std::getline(file, line); number++) {
        if (line.empty() || line[0] == '#') continue;
        place = script + ":" + std::to_string(number);
        std::istringstream words(line.substr(1));
        uint32_t offset = 0, mask = 0, value = 0;
        std::string text;
        words >> std::hex;
        switch (line[0]) {
        case 'w':
            words >> offset >> value;
            check(board_write(board, offset, value));
            break;
        case 'u':
            words >> offset >> mask >> value;
            until(offset, mask, value);
            break;
        case 'p': {
            words >> offset >> text;
            auto packet = bytes(text);
            board_offer(board, offset, packet.data(), int64_t(packet.size()));
            packets++;
            break;
        }
        case 'e': {
            words >> offset >> value;
            std::getline(words >> std::ws, text);
            uint32_t found = read(offset);
            std::printf("%-24s %6u%s\n", text.c_str(), found, found == value ? "" : (", expected " + std::to_string(value)).c_str());
            wrong += found != value;
            break;
        }
        default: give_up("no such line: " + line);
        }
    }
    if (board_run(board, DRAIN_CYCLES) == -2) give_up(board_failure(board));
    unsigned long out = 0;
    const uint8_t* data;
    int64_t length;
    while (board_out(board, &data, &length) >= 0) {
        out++;
        board_forget(board);
    }
    std::printf("%lu packets went in, %lu came out, %llu cycles: %s\n", packets, out, (unsigned long long)board_cycle(board),
                wrong ? "NOT AS EXPECTED" : "as expected");
    board_destroy(board);
    return wrong ? 1 : 0;
}
