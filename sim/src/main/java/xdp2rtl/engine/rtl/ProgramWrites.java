package xdp2rtl.engine.rtl;

import java.math.BigInteger;
import java.util.List;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Field;

/// The control writes that load a program.
final class ProgramWrites {
    private static final int LANE_SHIFT = 16;

    private ProgramWrites() {}

    static void add(List<Bundle> program, ControlWrites writes) {
        for (int row = 0; row < program.size(); row++) {
            Bundle bundle = program.get(row);
            for (int lane = 0; lane < bundle.slots().size(); lane++) {
                BigInteger slot = bundle.slots().get(lane).map(Encoding::encode).orElse(BigInteger.ZERO);
                if (lane == 0 && bundle.waits()) {
                    slot = slot.or(Field.WAIT.at(1));
                }
                writes.add(ControlRegister.PROGRAM_ADDRESS, row | lane << LANE_SHIFT)
                    .add(ControlRegister.PROGRAM_LOW, slot.intValue())
                    .add(ControlRegister.PROGRAM_MIDDLE, slot.shiftRight(Integer.SIZE).intValue())
                    .add(ControlRegister.PROGRAM_HIGH, slot.shiftRight(2 * Integer.SIZE).intValue());
            }
        }
        writes.add(ControlRegister.PROGRAM_LENGTH, program.size());
    }
}
