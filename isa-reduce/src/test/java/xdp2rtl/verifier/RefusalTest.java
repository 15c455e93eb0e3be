package xdp2rtl.verifier;

import static xdp2rtl.verifier.Refusals.END;
import static xdp2rtl.verifier.Refusals.LOOKUP;
import static xdp2rtl.verifier.Refusals.refuses;

import org.junit.jupiter.api.Test;

/// What is refused, and in which words.
class RefusalTest {
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

    @Test void bytesBesideAValue() {
        String found = LOOKUP + "if r0 == 0 goto end\nr1 = *(u64 *)(r0 %+d)\nend:\nr0 = 1\nexit";
        refuses("touches 8 bytes at 1 of a value of map counters; a value has 8 bytes", found.formatted(1));
        refuses("touches 8 bytes at -8 of a value of map counters", found.formatted(-8));
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

    @Test void valuesThatNoRequestHolds() {
        String stored = "*(u64 *)(r10 -8) = 0\nr2 = r10\nr2 += -24\nr3 = r10\nr3 += -512\nr4 = 0\nr1 = map[10] ll\n";
        refuses("gives map answers of type percpu_hash a value of 481 bytes; a request has room for a key and 480 bytes. Let the host put the",
                stored + "call map_update_elem\n" + END);
    }

    @Test void textsThatCannotBePrinted() {
        String call = "*(u64 *)(r10 -8) = 0x7325\nr6 = r1\n%s\nr1 = r10\nr1 += -8\nr2 = 8\ncall trace_printk\n" + END;
        refuses("prints a text in r3, which is the context; how long it can be must be known. Copy it to an array",
                call.formatted("r3 = r6"));
        refuses("prints texts of up to 507 bytes; Linux prints 496 at most",
                call.formatted("r3 = r10\nr3 += -512"));
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
        refuses("writes rx_queue_index; Linux lets programs on a card alone write it, and the shells of our boards choose",
                "*(u32 *)(r1 +16) = 1\nr0 = 1\nexit");
        refuses("calls helper redirect_peer; Linux has it for programs at tc only, and there are no other namespaces on "
                + "the card. Send the packet with bpf_redirect() or bpf_redirect_map() to the interface that leads there",
                "r1 = 1\nr2 = 0\ncall redirect_peer\nexit");
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
        refuses("looks a route up with BPF_FIB_LOOKUP_TBID; the routes lie in tables by destination alone",
                call.formatted("64", "9"));
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

    @Test void orderedAccessesThatLinuxDoesNotTake() {
        refuses("is an ordered access through a pointer into the packet; Linux refuses that too. Use a plain one",
                "r2 = *(u32 *)(r1 +0)\nr0 = load_acquire((u64 *)(r2 + 0))\nexit");
        refuses("is an ordered access through the context", "w0 = load_acquire((u32 *)(r1 + 0))\nexit");
        refuses("is not aligned to 4 bytes", LOOKUP
                + "if r0 == 0 goto end\nr1 = 5\nstore_release((u32 *)(r0 + 2), w1)\n" + END);
    }
}
