package xdp2rtl.image;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Decoding;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.Operation;
import xdp2rtl.schedule.Schedule;

/// The bits of a program: for each bundle, from address 0, one slot of [Field#SLOT_BITS] bits for each lane.
/// [Field#WAIT] of lane 0 says whether the bundle waits, [Field#KEPT] of the others what branches do not squash.
///
/// @param fingerprint of the core that it is made for ([Fingerprint])
public record Image(long fingerprint, List<List<BigInteger>> rows) {
    public Image { rows = rows.stream().map(List::copyOf).toList(); }

    /// The image of a schedule; InputError if the core's program memory is too small.
    ///
    /// @param program its name for messages
    public static Image of(String program, Schedule schedule) {
        CoreConfig config = schedule.config();
        int bundles = schedule.bundles().size();
        int room = Math.min(config.programBundles(), Encoding.MAX_BUNDLES);
        if (bundles > room) {
            throw new InputError(program, "takes " + bundles + " bundles",
                    "the program memory of core " + config.name() + " holds " + room,
                    bundles <= Encoding.MAX_BUNDLES
                            ? "Give --program-bundles %d, or more lanes".formatted(powerOfTwo(bundles))
                            : "Split the program");
        }
        return new Image(Fingerprint.of(config), schedule.bundles().stream().map(Image::row).toList());
    }

    private static int powerOfTwo(int least) {
        return Integer.bitCount(least) == 1 ? least : Integer.highestOneBit(least) << 1;
    }

    public int lanes() { return rows.getFirst().size(); }

    /// The bundles, with alias numbers lost.
    public List<Bundle> bundles() {
        return rows.stream().map(row -> {
            List<Optional<Operation>> slots = new ArrayList<>();
            int kept = 0;
            for (int lane = 0; lane < row.size(); lane++) {
                slots.add(Decoding.decode(row.get(lane), lane));
                kept |= Field.KEPT.of(row.get(lane)) << lane;
            }
            return new Bundle(slots, Field.WAIT.of(row.getFirst()) == 1, kept);
        }).toList();
    }

    /// The slots of a bundle, lane 0 first.
    public static List<BigInteger> row(Bundle bundle) {
        List<BigInteger> row = new ArrayList<>();
        for (int lane = 0; lane < bundle.slots().size(); lane++) {
            BigInteger slot = bundle.slots().get(lane).map(Encoding::encode).orElse(BigInteger.ZERO);
            boolean flag = lane == 0 ? bundle.waits() : bundle.keeps(lane);
            row.add(flag ? slot.or((lane == 0 ? Field.WAIT : Field.KEPT).at(1)) : slot);
        }
        return row;
    }

    /// The disassembly.
    @Override public String toString() { return Disassembly.of(bundles()); }
}
