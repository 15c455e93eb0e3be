package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static xdp2rtl.verifier.Refusals.refuses;

import org.junit.jupiter.api.Test;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.elf.Program;

/// Functions that helpers call, and functions of the kernel, iterators among them, that are refused.
class FunctionRefusalTest {
    private static final String CALLBACK = "\nr0 = 0\nexit\nf:\nr0 = 0\nexit";

    @Test void functionsThatNobodyKnowsAndWhatTheyAreGiven() {
        String call = "r1 = 5\nr2 = code[f] ll\n%scall loop" + CALLBACK;
        refuses("calls a function that is not known here for certain, or has unknown flags; calls become copies of the "
                + "called function",
                call.formatted("r3 = 0\nr4 = *(u32 *)(r6 +12)\n").replace("r1 = 5", "r6 = r1\nr1 = 5"));
        refuses("needs a function in r2, which is a number; Linux refuses that too",
                "r1 = code[f] ll\nr1 = 5\nr2 = 0\nr3 = 0\nr4 = 0\ncall loop" + CALLBACK);
        refuses("needs a pointer into the stack or NULL in r3, which is the context",
                call.formatted("r3 = r6\nr4 = 0\n").replace("r1 = 5", "r6 = r1\nr1 = 5"));
        refuses("needs a number in r1, which is the context", call.formatted("r3 = 0\nr4 = 0\n").substring(7));
        refuses("computes with a function and a number", "r2 = code[f] ll\nr2 *= 2\nr0 = r2\nexit\nf:\nr0 = 0\nexit");
        refuses("touches memory through a function", "r2 = code[f] ll\nr2 = *(u64 *)(r2 +0)" + CALLBACK);
        refuses("needs a number in r0, which is a function", "r0 = code[f] ll\nexit\nf:\nr0 = 0\nexit");
        refuses("function_8 calls itself; calls become copies of the called function",
                "r1 = 5\nr2 = code[f] ll\nr3 = 0\nr4 = 0\ncall loop\nr0 = 0\nexit\nf:\nr1 = 5\nr2 = code[f] ll\nr3 = 0\n"
                        + "r4 = 0\ncall loop\nr0 = 0\nexit");
        refuses("main: slot 5: `call loop#181` uses r0, which does not survive a call",
                "r1 = 5\nr2 = code[f] ll\nr3 = 0\nr4 = 0\ncall loop\nr0 = 0\nexit\nf:\nr0 = r3\nexit");
    }

    @Test void mapsThatHaveNoEntriesToGoOver() {
        String call = "r1 = map[%d] ll\nr2 = code[f] ll\nr3 = 0\nr4 = 0\ncall for_each_map_elem" + CALLBACK;
        refuses("is given map ports of type devmap", call.formatted(3));
    }

    @Test void aTailCallFromALoopOfLinux() {
        refuses("a function that a loop of Linux calls makes a tail call",
                "r1 = 5\nr3 = r10\n*(u64 *)(r10 -8) = 0\nr3 += -8\nr2 = code[f] ll\nr4 = 0\ncall loop\nr0 = 0\nexit\nf:\n"
                        + "r1 = 0\nr2 = map[4] ll\nr3 = 0\ncall tail_call\nr0 = 0\nexit");
    }

    private static final String ITERATOR = "r1 = r10\nr1 += -8\n";
    private static final String BEGIN = ITERATOR + "r2 = 0\nr3 = 5\ncall bpf_iter_num_new\n";
    private static final String FINISH = ITERATOR + "call bpf_iter_num_destroy\n";

    @Test void iteratorsThatDoNotBeginAndEndInTurn() {
        String end = "r0 = 1\nexit";
        refuses("`exit` ends the function while an iterator may not have ended; Linux refuses that too. "
                + "Call bpf_iter_num_destroy() on every way, or use bpf_for()", BEGIN + end);
        refuses("ends the function while an iterator may not have ended",
                BEGIN + "if r0 == 0 goto end\n" + FINISH + "end:\n" + end);
        refuses("ends the function while an iterator", "call f\nexit\nf:\n" + BEGIN + end);
        refuses("`call bpf_iter_num_new` begins an iterator that may not have ended", BEGIN + BEGIN + FINISH + end);
        refuses("is given an iterator that may not have begun", FINISH + end);
        refuses("is given an iterator that may not have begun", BEGIN + FINISH + FINISH + end);
        refuses("is given an iterator that may not have begun", ITERATOR + "call bpf_iter_num_next\n" + end);
        refuses("needs an iterator in r1, which is a pointer into the stack",
                BEGIN.replace("-8", "-12") + FINISH.replace("-8", "-12") + end);
        refuses("needs an iterator in r1, which is the context", "r2 = 0\nr3 = 5\ncall bpf_iter_num_new\n" + end);
    }

    @Test void functionsOfTheKernel() {
        refuses("needs the context in r1, which is a number",
                "r1 = 0\nr2 = r10\nr2 += -8\ncall bpf_xdp_metadata_rx_timestamp\nr0 = 1\nexit");
        refuses("touches 8 bytes at -4 from the frame pointer",
                "r2 = r10\nr2 += -4\ncall bpf_xdp_metadata_rx_timestamp\nr0 = 1\nexit");
        Program raw = Program.raw("test.o", Assembler.assemble("test", BEGIN + FINISH + "r0 = 1\nexit"));
        InputError error = assertThrows(InputError.class, () -> Analysis.of(Cfg.of(raw), Entry.XDP));
        assertTrue(error.getMessage().contains("calls a function of the kernel from a program with the license ``; "
                + "Linux refuses that too. Write char _license[]"), error.getMessage());
    }

    @Test void partsOfPacketsThatCannotBeTold() {
        String make = "r6 = r1\nr2 = 0\nr3 = r10\nr3 += %d\ncall bpf_dynptr_from_xdp\n";
        refuses("is about a packet whose borders this program moves; a dynptr keeps the borders that the packet had when it "
                + "was made. Load through ctx->data",
                make.formatted(-16) + "r1 = r6\nr2 = 4\ncall xdp_adjust_head\nr0 = 1\nexit");
        refuses("needs a dynptr in r3, which is a pointer into the stack", make.formatted(-8) + "r0 = 1\nexit");
        refuses("is given a slice of an unknown number of bytes; r4 is not a constant between 1 and 4,096",
                make.formatted(-16) + "r4 = *(u32 *)(r6 +12)\nr1 = r10\nr1 += -16\nr2 = 0\nr3 = 0\n"
                        + "call bpf_dynptr_slice\nr0 = 1\nexit");
    }
}
