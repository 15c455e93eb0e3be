package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xdp2rtl.cfg.Cfg;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;

/// What is refused, and in which words.
class RefusalTest {
    private static final List<MapSpec> MAPS = List.of(
            MapSpec.of("counters", MapKind.ARRAY, 4, 8, 2),
            MapSpec.globalData(".rodata", Bytes.of(new byte[16]), true),
            MapSpec.of("flows", MapKind.HASH, 8, 8, 4), MapSpec.of("ports", MapKind.DEVMAP, 4, 4, 4),
            MapSpec.of("programs", MapKind.PROG_ARRAY, 4, 4, 4),
            MapSpec.of("outer", MapKind.ARRAY_OF_MAPS, 4, 4, 4)
                    .withNames(new NameTable(List.of("ports"), new TreeMap<>())),
            MapSpec.of("locked", MapKind.ARRAY, 4, 16, 2).withLock(4),
            MapSpec.of("ring", MapKind.RINGBUF, 0, 0, 8192), MapSpec.of("queue", MapKind.QUEUE, 0, 8, 4),
            MapSpec.of("filter", MapKind.BLOOM_FILTER, 0, 8, 4));

    private static final String LOOKUP =
            "r6 = r1\n*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[0] ll\ncall map_lookup_elem\n";

    @Test void whatCannotBeDoneWithMapsOutOfMaps() {
        String found = LOOKUP.replace("map[0]", "map[5]");
        String tested = found + "if r0 == 0 goto end\n";
        String end = "\nend:\nr0 = 1\nexit";
        refuses("uses a map out of outer that may be null",
                found + "r1 = r0\nr2 = r10\nr2 += -4\ncall map_lookup_elem" + end);
        refuses("is given a map out of outer; packets are sent by",
                tested + "r1 = r0\nr2 = 0\nr3 = 0\ncall redirect_map" + end);
        refuses("is given map ports of type devmap",
                tested + "r1 = r0\nr2 = r10\nr2 += -4\ncall map_delete_elem" + end);
        refuses("is given map outer of type array_of_maps", found.replace("map_lookup", "map_delete") + "r0 = 1\nexit");
        refuses("moves a map out of a map", tested + "r0 += 8\nr1 = *(u64 *)(r0 +0)" + end);
        refuses("touches memory through a map", tested + "r1 = *(u64 *)(r0 +0)" + end);
    }

    private static final String LOCKED =
            "*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[6] ll\ncall map_lookup_elem\n"
                    + "if r0 == 0 goto end\nr7 = r0\nr1 = r0\nr1 += 4\n";
    private static final String END = "end:\nr0 = 1\nexit";

    @Test void whatIsNoLock() {
        refuses("is given a value of map counters, which has no lock; a lock is a member of type struct bpf_spin_lock in the values of a map of type "
                + "hash, array that is defined by type",
                LOOKUP + "if r0 == 0 goto end\nr1 = r0\ncall spin_lock\n" + END);
        refuses("is given another place in a value of map locked than its lock",
                LOCKED + "r1 = r7\ncall spin_lock\n" + END);
        refuses("needs the lock of a map's value in r1", "call spin_lock\n" + END);
    }

    @Test void theBytesOfALock() {
        refuses("touches the lock of a value of map locked", LOCKED + "r2 = *(u32 *)(r7 +4)\n" + END);
        refuses("touches the lock of a value of map locked", LOCKED + "*(u64 *)(r7 +0) = 0\n" + END);
        refuses("touches the lock of a value of map locked", LOCKED + "r2 = 1\nlock *(u32 *)(r7 +4) += r2\n" + END);
    }

    @Test void locksThatAreNotTakenAndGivenBackInTurn() {
        String held = LOCKED + "call spin_lock\n";
        refuses("`exit` ends the program while the lock of a value of map locked may be held", held + END);
        refuses("calls helper ktime_get_ns while the lock of a value of map locked may be held; Linux refuses that too. Call bpf_spin_unlock() first",
                held + "call ktime_get_ns\n" + END);
        refuses("calls helper spin_lock while the lock", held + "r1 = r7\nr1 += 4\ncall spin_lock\n" + END);
        refuses("gives back a lock that may not be held", LOCKED + "call spin_unlock\n" + END);
    }

    private static final String RESERVE = "r1 = map[7] ll\nr2 = 16\nr3 = 0\ncall ringbuf_reserve\n";
    private static final String RESERVED = RESERVE + "if r0 == 0 goto end\nr7 = r0\n";
    private static final String SUBMIT = "r1 = r7\nr2 = 0\ncall ringbuf_submit\n";

    @Test void recordsThatAreNotGivenAway() {
        refuses("ends the program while a record may be reserved; Linux refuses that too. Call bpf_ringbuf_submit() or "
                + "bpf_ringbuf_discard() on every path", RESERVED + END);
        refuses("ends the program while a record may be reserved", RESERVE + END);
        refuses("ends the program while a record may be reserved",
                "r6 = *(u32 *)(r1 +12)\n" + RESERVED + "if r6 == 3 goto end\n" + SUBMIT + END);
        refuses("ends the program while a record may be reserved",
                RESERVED + "if r7 == 0 goto end\nr7 = 0\nr0 = 0\nend:\nr0 = 1\nexit");
        refuses("calls another program while a record may be reserved", "r6 = r1\n" + RESERVED
                + "r1 = r6\nr2 = map[4] ll\nr3 = 0\ncall tail_call\n" + SUBMIT + END);
        refuses("may reserve a record while one from an earlier turn is still reserved",
                "r8 = *(u32 *)(r1 +12)\nagain:\n" + RESERVED + "r8 += -1\nif r8 != 0 goto again\n" + SUBMIT + END);
    }

    @Test void recordsThatAreGivenAwayTwiceOrUsedBehindThat() {
        refuses("points into a record that the program has given away", RESERVED + SUBMIT + SUBMIT + END);
        refuses("points into a record that the program has given away",
                RESERVED + SUBMIT + "r0 = *(u64 *)(r7 +0)\n" + END);
        refuses("is given another place in a record than its first byte",
                RESERVED + "r1 = r7\nr1 += 8\nr2 = 0\ncall ringbuf_submit\n" + END);
        refuses("is given a record that may be null", RESERVE + "r1 = r0\nr2 = 0\ncall ringbuf_submit\n" + END);
        refuses("needs what bpf_ringbuf_reserve() gave in r1", "r1 = r10\nr2 = 0\ncall ringbuf_submit\n" + END);
    }

    @Test void bytesOutsideOfARecord() {
        refuses("touches 8 bytes at 9 of a record; it has 16 bytes", RESERVED + "*(u64 *)(r7 +9) = 0\n" + SUBMIT + END);
        refuses("touches 1 bytes at -1 of a record", RESERVED + "*(u8 *)(r7 -1) = 0\n" + SUBMIT + END);
        refuses("touches a record that may be null", RESERVE + "*(u8 *)(r0 +0) = 0\n" + END);
        refuses("moves a pointer that may be null", RESERVE + "r0 += 8\n" + END);
    }

    @Test void recordsOfUnknownOrTooManyBytes() {
        refuses("reserves an unknown number of bytes; Linux refuses that too. Give a constant, or use bpf_ringbuf_output()",
                "r2 = *(u32 *)(r1 +12)\n" + RESERVE.replace("r2 = 16\n", "") + END);
        refuses("makes a record of more than 4,096 bytes; a record lies in one piece in the map memory",
                RESERVE.replace("16", "4097") + END);
        refuses("is given map flows of type hash; this call takes ringbuf", RESERVE.replace("map[7]", "map[2]") + END);
        refuses("is given map ring of type ringbuf",
                "*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[7] ll\ncall map_lookup_elem\n" + END);
    }

    @Test void textsThatAreNotConstant() {
        String call = "*(u64 *)(r10 -8) = 0\nr1 = r10\nr1 += -8\nr2 = 8\n%s\ncall strncmp\n" + END;
        refuses("needs a constant text in r3; Linux refuses that too. Give it as a text in the call",
                call.formatted("r3 = r1"));
        refuses("needs a constant text in r3", call.formatted("r3 = 5"));
        refuses("gives a helper a place in the packet in r1; Linux refuses that too. Give it a variable on the stack",
                "r4 = *(u32 *)(r1 +4)\nr1 = *(u32 *)(r1 +0)\nr3 = r1\nr3 += 8\nif r3 > r4 goto end\nr2 = 8\n"
                        + "r3 = map[1].value+0 ll\ncall strncmp\n" + END);
        refuses("is given a text without a zero at its end in r3", call.formatted("r3 = map[1].value+16 ll"));
    }

    @Test void valuesWithoutKeys() {
        String stored = "*(u64 *)(r10 -8) = 0\nr6 = r1\nr2 = r10\nr2 += -8\n";
        refuses("is given map flows of type hash; this call takes queue, stack, bloom_filter",
                stored + "r3 = 0\nr1 = map[2] ll\ncall map_push_elem\n" + END);
        refuses("is given map filter of type bloom_filter; this call takes queue, stack",
                stored + "r1 = map[9] ll\ncall map_pop_elem\n" + END);
        refuses("is given map queue of type queue", stored + "r1 = map[8] ll\ncall map_delete_elem\n" + END);
        refuses("gives a helper a place in the packet in r2; Linux refuses that too. Give it a variable on the stack",
                "r2 = *(u32 *)(r1 +0)\nr3 = *(u32 *)(r1 +4)\nr4 = r2\nr4 += 8\nif r4 > r3 goto end\n"
                        + "r1 = map[8] ll\ncall map_pop_elem\n" + END);
        refuses("lets a helper write over a pointer, through r2",
                stored + "*(u64 *)(r10 -8) = r6\nr1 = map[8] ll\ncall map_pop_elem\n" + END);
    }

    @Test void aRegisterThatWasNeverWritten() {
        refuses("uses r3, which has not been written", "r0 = 1\nr0 += r3\nexit");
    }

    @Test void anArgumentRegisterBehindACall() {
        refuses("which does not survive a call", "call ktime_get_ns\nr0 = 1\nr0 += r2\nexit");
    }

    @Test void stackBelowAndAboveTheFrame() {
        refuses("touches 8 bytes at -520 from the frame pointer", "*(u64 *)(r10 -520) = 0\nr0 = 1\nexit");
        refuses("touches 8 bytes at -4 from the frame pointer", "*(u64 *)(r10 -4) = 0\nr0 = 1\nexit");
    }

    @Test void aMapValueThatWasNotTested() {
        refuses("that may be null", LOOKUP + "r0 = *(u64 *)(r0 +0)\nexit");
    }

    @Test void bytesBehindAMapValue() {
        refuses("a value has 8 bytes", LOOKUP
                + "if r0 == 0 goto end\nr1 = *(u64 *)(r0 +4)\nend:\nr0 = 1\nexit");
    }

    @Test void aWriteToReadOnlyData() {
        refuses("writes to map .rodata", "r1 = map[1].value+8 ll\n*(u32 *)(r1 +0) = 1\nr0 = 1\nexit");
    }

    @Test void fieldsThatTheContextHasNot() {
        refuses("struct xdp_md has six fields", "r0 = *(u64 *)(r1 +0)\nexit");
        refuses("struct xdp_md has six fields", "r0 = *(u32 *)(r1 +24)\nexit");
        refuses("reads egress_ifindex; Linux lets programs for entries of device maps alone read it",
                "r0 = *(u32 *)(r1 +20)\nexit");
        refuses("writes to the context", "*(u32 *)(r1 +0) = 1\nr0 = 1\nexit");
    }

    @Test void aPacketPointerFromBeforeTheBordersMoved() {
        refuses("pointed into the packet before its borders moved",
                "r6 = *(u32 *)(r1 +0)\nr2 = -4\ncall xdp_adjust_head\nr0 = *(u8 *)(r6 +0)\nexit");
        refuses("computes with what pointed into the packet before its borders moved and a number",
                "r6 = *(u32 *)(r1 +0)\nr2 = -4\ncall xdp_adjust_head\nr6 *= 2\nr0 = r6\nexit");
        refuses("moves what pointed into the packet before its borders moved",
                "r6 = *(u32 *)(r1 +0)\nr2 = -4\ncall xdp_adjust_head\nr6 += r0\nr0 = r6\nexit");
        refuses("compares what pointed into the packet before its borders moved with a number",
                "r6 = *(u32 *)(r1 +0)\nr2 = -4\ncall xdp_adjust_head\nr0 = 1\nif r6 > 100 goto end\nr0 = 2\nend:\nexit");
    }

    @Test void bytesInFrontOfThePacket() {
        refuses("in front of the packet", "r2 = *(u32 *)(r1 +0)\nr0 = *(u8 *)(r2 -1)\nexit");
    }

    @Test void arithmeticThatAnAddressDoesNotSurvive() {
        refuses("computes with a pointer into the packet", "r2 = *(u32 *)(r1 +0)\nr2 *= 2\nr0 = r2\nexit");
        refuses("compares a pointer into the packet with a number",
                "r2 = *(u32 *)(r1 +0)\nr0 = 1\nif r2 > 100 goto end\nr0 = 2\nend:\nexit");
        refuses("needs a number in r0, which is a pointer into the packet", "r0 = *(u32 *)(r1 +0)\nexit");
    }

    /// The instruction that made a number of an address is named where something depends on it.
    @Test void whatIsSeenOfAnAddress() {
        String number = "r6 = r1\nr2 = *(u32 *)(r1 +0)\nw2 = w2\nw2 &= 255\n";
        refuses("slot 3: `w2 &= 255` computes with half of a pointer into the packet and a number",
                number + "r0 = r2\nexit");
        refuses("`w2 &= 255` computes with", number + "r0 = 1\nif r2 > 7 goto end\nr0 = 2\nend:\nexit");
        refuses("`w2 &= 255` computes with", number + "*(u8 *)(r10 -4) = r2\nr0 = *(u32 *)(r10 -4)\nexit");
        refuses("`w2 &= 255` computes with", number + "r3 = r2\nr3 = be16 r3\nr3 ^= 1\nr0 = r3\nexit");
        refuses("`w2 &= 255` computes with",
                number + "r3 = r10\nr3 += r2\nr0 = *(u8 *)(r3 -300)\nexit");
        refuses("`w2 &= 255` computes with", number + "*(u32 *)(r10 -4) = r2\nr2 = r10\nr2 += -4\nr1 = map[0] ll\n"
                + "call map_lookup_elem\nr0 = 1\nexit");
        refuses("`w2 &= 255` computes with", number + "*(u32 *)(r10 -4) = r2\nr3 = 1\n"
                + "lock *(u32 *)(r10 -4) += r3\nr0 = 1\nexit");
        refuses("`w2 &= 255` computes with", number
                + "r1 = *(u32 *)(r6 +0)\n*(u8 *)(r1 +0) = r2\nr0 = 1\nexit");
    }

    @Test void halfOfAnAddress() {
        refuses("compares half of a pointer into the packet with a number",
                "r2 = *(u32 *)(r1 +0)\nw3 = w2\nr0 = 1\nif r3 == 5 goto end\nr0 = 2\nend:\nexit");
        refuses("compares half of a pointer into the packet with a number",
                "r2 = *(u32 *)(r1 +0)\nr2 += 400\nw3 = w2\nr0 = 1\nif r3 == 0 goto end\nr0 = 2\nend:\nexit");
        refuses("needs a number in r0, which is half of the packet's end", "r2 = *(u32 *)(r1 +4)\nw0 = w2\nexit");
    }

    @Test void aPointerThatLeavesThroughMemory() {
        refuses("needs a number in r1, which is the context", LOOKUP
                + "r1 = r6\nif r0 == 0 goto end\n*(u64 *)(r0 +0) = r1\nend:\nr0 = 1\nexit");
        refuses("stores a part of a pointer into the packet",
                "r2 = *(u32 *)(r1 +0)\n*(u32 *)(r10 -4) = r2\nr0 = *(u32 *)(r10 -4)\nexit");
    }

    /// The paths are as many as the loop has turns, so they cannot all be kept apart.
    @Test void aPointerOfTwoKinds() {
        refuses("is a pointer into the stack or a pointer into the packet, by the path to here",
                "r6 = r1\nr2 = *(u32 *)(r6 +0)\nr0 = 0\nr4 = r10\nr4 += -8\nagain:\nr0 += 1\nr3 = *(u32 *)(r6 +12)\n"
                        + "r5 = r2\nr2 = r4\nr4 = r5\nif r3 == r0 goto again\nif r3 == 1 goto again\nr0 = *(u8 *)(r2 +0)\nexit");
    }

    @Test void helpersThatTheHardwareHasNot() {
        refuses("calls helper get_current_task; it is about memory and tasks of the kernel, which is not on the card. "
                + "Leave it to a program in the kernel", "call get_current_task\nexit");
        refuses("calls a function of the kernel", "call kernel#77, module 0\nexit");
    }

    @Test void aRouteThatCannotBeLookedUpExactly() {
        String call = "r2 = r10\nr2 += -64\nr3 = %s\nr4 = %s\ncall fib_lookup\nr0 = 1\nexit";
        refuses("looks a route up with BPF_FIB_LOOKUP_OUTPUT; the routes lie in tables by destination alone",
                call.formatted("64", "2"));
        refuses("looks a route up with BPF_FIB_LOOKUP_TBID and BPF_FIB_LOOKUP_SRC", call.formatted("64", "25"));
        refuses("looks a route up with unknown flags", "r5 = *(u32 *)(r1 +12)\n" + call.formatted("64", "r5"));
        refuses("is given a structure of unknown size", "r5 = *(u32 *)(r1 +12)\n" + call.formatted("r5", "0"));
        refuses("is given a structure of 0 bytes", call.formatted("0", "0"));
        refuses("touches 65 bytes at -64 from the frame pointer", call.formatted("65", "0"));
    }

    @Test void memoryThatAHelperMayNotChange() {
        String call = "r2 = 0\nr4 = 0\nr5 = 0\ncall check_mtu\nr0 = 1\nexit";
        refuses("lets a helper change the packet through r3", "r3 = *(u32 *)(r1 +0)\n" + call);
        refuses("writes to map .rodata", "r3 = map[1].value+8 ll\n" + call);
        refuses("touches memory through a number", "r3 = 8\n" + call);
        refuses("touches 4 bytes at -2 from the frame pointer", "r3 = r10\nr3 += -2\n" + call);
    }

    @Test void aMapThatIsNotForTheHelper() {
        refuses("is given map flows of type hash", "r1 = map[2] ll\nr2 = 0\nr3 = 0\ncall redirect_map\nexit");
        refuses("is given map ports of type devmap",
                "*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr3 = r2\nr4 = 0\nr1 = map[3] ll\n"
                        + "call map_update_elem\nexit");
    }

    @Test void aTailCallThatIsNotOne() {
        refuses("is given map flows of type hash; this call takes prog_array",
                "r2 = map[2] ll\nr3 = 0\ncall tail_call\nr0 = 1\nexit");
        refuses("is given map programs of type prog_array",
                "*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[4] ll\ncall map_lookup_elem\nr0 = 1\nexit");
        refuses("needs the context in r1, which is a number",
                "r1 = 0\nr2 = map[4] ll\nr3 = 0\ncall tail_call\nr0 = 1\nexit");
        refuses("needs a number in r3, which is a pointer into the stack",
                "r2 = map[4] ll\nr3 = r10\ncall tail_call\nr0 = 1\nexit");
    }

    @Test void registersBehindATailCall() {
        refuses("uses r0, which is not set by tail_call", "r2 = map[4] ll\nr3 = 0\ncall tail_call\nexit");
        refuses("uses r3, which does not survive a call",
                "r2 = map[4] ll\nr3 = 0\ncall tail_call\nr0 = 1\nr0 += r3\nexit");
    }

    @Test void aFunctionThatCallsItself() {
        refuses("calls itself", "call f\nexit\nf:\ncall f\nr0 = 1\nexit");
    }

    @Test void framesThatDoNotFit() {
        refuses("all frames together have 512",
                "*(u64 *)(r10 -300) = 0\ncall f\nexit\nf:\n*(u64 *)(r10 -300) = 0\nr0 = 1\nexit");
    }

    @Test void aPointerToAFrameThatEnds() {
        refuses("returns a pointer into the stack frame that ends here",
                "call f\nr0 = 1\nexit\nf:\nr0 = r10\nexit");
    }

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

    @Test void entriesWhoseOrderLinuxLeavesOpen() {
        String call = "r1 = map[%d] ll\nr2 = code[f] ll\nr3 = 0\nr4 = 0\ncall for_each_map_elem" + CALLBACK;
        refuses("goes over the entries of map flows of type hash; in which order Linux goes over the entries of a hash map,"
                + " it leaves open. Keep the entries in an ARRAY, or look up each key", call.formatted(2));
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

    @Test void orderedAccessesThatLinuxDoesNotTake() {
        refuses("is an ordered access through a pointer into the packet; Linux refuses that too. Use a plain one",
                "r2 = *(u32 *)(r1 +0)\nr0 = load_acquire((u64 *)(r2 + 0))\nexit");
        refuses("is an ordered access through the context", "w0 = load_acquire((u32 *)(r1 + 0))\nexit");
        refuses("is not aligned to 4 bytes", LOOKUP
                + "if r0 == 0 goto end\nr1 = 5\nstore_release((u32 *)(r0 + 2), w1)\n" + END);
    }

    private static void refuses(String words, String assembly) {
        Program raw = Program.raw("test.o", Assembler.assemble("test", assembly));
        Program program = new Program(raw.source(), raw.code(), MAPS, "GPL");
        InputError error = assertThrows(InputError.class,
                () -> GraphBuilder.build(program, MapLayout.of(MAPS, CoreConfig.DEFAULT), Entry.XDP));
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertTrue(error.where().startsWith("test.o: ") && error.where().contains("slot "), error.where());
    }
}
