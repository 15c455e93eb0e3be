// The signals of a model in a file, where the model was built for that: WAVES is 1. Elsewhere nothing happens.
#pragma once

#include <stdexcept>
#include <string>
#include "verilated.h"
#if WAVES
#include "verilated_fst_c.h"

class Waves {
    VerilatedFstC file;

public:
    // Comes before the model is made.
    static void prepare(VerilatedContext& context) { context.traceEverOn(true); }

    // Without a path no file is written.
    template <class Model> void open(Model& model, const char* path) {
        if (!path) return;
        model.trace(&file, 99);
        file.open(path);
        if (!file.isOpen()) throw std::runtime_error(std::string("cannot write ") + path);
    }

    void dump(VerilatedContext& context) {
        if (file.isOpen()) file.dump(context.time());
        context.timeInc(1);
    }

    void close() { file.close(); }
};
#else

struct Waves {
    static void prepare(VerilatedContext&) {}
    template <class Model> void open(Model&, const char*) {}
    void dump(VerilatedContext&) {}
    void close() {}
};
#endif
