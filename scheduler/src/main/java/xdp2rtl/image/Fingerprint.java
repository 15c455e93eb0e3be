package xdp2rtl.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeSet;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.Opcode;
import xdp2rtl.isa.Unit;

/// A number for everything that the bits of an image depend on: lanes, their units, registers, contexts (which place
/// the per-CPU maps), operation codes and fields. Cores with the same number run the same images.
public final class Fingerprint {
    private Fingerprint() {}

    public static long of(CoreConfig config) {
        var text = new StringBuilder(
                "lanes %d registers %d contexts %d\n".formatted(config.lanes(), config.registersPerLane(),
                        config.contexts()));
        config.units().forEach(units -> text.append(new TreeSet<Unit>(units)).append('\n'));
        for (Opcode opcode : Opcode.values()) {
            text.append(opcode).append(' ');
        }
        for (Field field : Field.values()) {
            text.append(field).append(' ').append(field.low()).append(' ').append(field.width()).append('\n');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.US_ASCII));
            long number = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                number = number << 8 | digest[i] & 0xff;
            }
            return number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
