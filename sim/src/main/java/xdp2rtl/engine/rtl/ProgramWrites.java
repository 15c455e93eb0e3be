package xdp2rtl.engine.rtl;

import java.math.BigInteger;
import java.util.List;
import xdp2rtl.image.Image;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.ControlRegister;

/// The control writes that load a program.
final class ProgramWrites {
    private static final int LANE_SHIFT = 16;

    private ProgramWrites() {}

    static void add(List<Bundle> program, ControlWrites writes) {
        for (int row = 0; row < program.size(); row++) {
            List<BigInteger> slots = Image.row(program.get(row));
            for (int lane = 0; lane < slots.size(); lane++) {
                BigInteger slot = slots.get(lane);
                writes.add(ControlRegister.PROGRAM_ADDRESS, row | lane << LANE_SHIFT)
                    .add(ControlRegister.PROGRAM_LOW, slot.intValue())
                    .add(ControlRegister.PROGRAM_MIDDLE, slot.shiftRight(Integer.SIZE).intValue())
                    .add(ControlRegister.PROGRAM_HIGH, slot.shiftRight(2 * Integer.SIZE).intValue());
            }
        }
        writes.add(ControlRegister.PROGRAM_LENGTH, program.size());
    }
}
