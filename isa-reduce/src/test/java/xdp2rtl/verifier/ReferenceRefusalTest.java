package xdp2rtl.verifier;

import static xdp2rtl.verifier.Refusals.END;
import static xdp2rtl.verifier.Refusals.LOOKUP;
import static xdp2rtl.verifier.Refusals.refuses;

import org.junit.jupiter.api.Test;

/// Locks and records of rings that are not taken and given back in turn.
class ReferenceRefusalTest {
    private static final String LOCKED =
            "*(u32 *)(r10 -4) = 0\nr2 = r10\nr2 += -4\nr1 = map[6] ll\ncall map_lookup_elem\n"
                    + "if r0 == 0 goto end\nr7 = r0\nr1 = r0\nr1 += 4\n";

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
}
