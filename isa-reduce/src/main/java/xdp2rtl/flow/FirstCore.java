package xdp2rtl.flow;

import xdp2rtl.diagnostic.InputError;

/// Why the first of several cores gets all packets: the parts of a message, as of [InputError].
///
/// @param where  the instruction, with its C line
/// @param what   what it does
/// @param why    why no other core may have packets then
/// @param remedy what to write so that all cores get packets
public record FirstCore(String where, String what, String why, String remedy) {
    static FirstCore of(InputError obstacle) {
        return new FirstCore(obstacle.where(), obstacle.what(), obstacle.why(), obstacle.remedy());
    }

    /// The same as an error.
    public InputError error() { return new InputError(where, what, why, remedy); }

    /// In one sentence, and what to do.
    public String text() { return error().getMessage(); }
}
