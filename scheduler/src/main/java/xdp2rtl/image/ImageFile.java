package xdp2rtl.image;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Field;

/// The file of an image, little-endian:
///
/// | byte | bytes | |
/// |---|---|---|
/// | 0 | 8 | `XDP2RTL` and a zero byte |
/// | 8 | 2 | version of the format, 1 |
/// | 10 | 2 | lanes, L |
/// | 12 | 4 | bundles, N |
/// | 16 | 8 | fingerprint of the core |
/// | 24 | 9 L N | slots, 9 bytes each: bundle 0 lane 0, bundle 0 lane 1, ... |
/// | 24 + 9 L N | 4 | CRC-32 of all bytes before |
public final class ImageFile {
    private static final byte[] MAGIC = "XDP2RTL\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = 24;
    private static final int SLOT = Field.SLOT_BITS / 8;

    private ImageFile() {}

    /// The bytes of the file, as this type's description has them.
    public static byte[] write(Image image) {
        ByteBuffer file = ByteBuffer.allocate(HEADER + SLOT * image.lanes() * image.rows().size() + 4)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).putShort((short) VERSION).putShort((short) image.lanes()).putInt(image.rows().size())
                .putLong(image.fingerprint());
        image.rows().forEach(row -> row.forEach(slot -> {
            for (int i = 0; i < SLOT; i++) {
                file.put(slot.shiftRight(8 * i).byteValue());
            }
        }));
        return file.putInt(checksum(file.array())).array();
    }

    /// The image in a file; InputError if it is not one, is damaged, or is made for another core.
    ///
    /// @param where names the file in messages
    public static Image read(String where, byte[] bytes, CoreConfig config) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER + 4 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InputError(where, "is not an image", "it does not begin as one",
                    "Give a file that `compile` wrote");
        }
        int version = file.getShort(8);
        if (version != VERSION) {
            throw new InputError(where, "has version " + version, "this tool reads version " + VERSION,
                    "Compile the program again");
        }
        int lanes = file.getShort(10);
        int bundles = file.getInt(12);
        if (lanes < 1 || bundles < 1 || bundles > Encoding.MAX_BUNDLES
                || bytes.length != HEADER + SLOT * lanes * bundles + 4
                || file.getInt(bytes.length - 4) != checksum(bytes)) {
            throw new InputError(where, "is damaged", "its length or checksum is wrong", "Compile the program again");
        }
        if (file.getLong(16) != Fingerprint.of(config)) {
            throw new InputError(where, "is made for another core",
                    "it has " + lanes + " lanes and another fingerprint than core "
                            + config.name(),
                    "Choose the core that it was compiled for, or compile it again");
        }
        if (bundles > config.programBundles()) {
            throw new InputError(where, "has " + bundles + " bundles",
                    "the program memory of core " + config.name() + " holds "
                            + config.programBundles(),
                    "Give the core more (--program-bundles)");
        }
        List<List<BigInteger>> rows = new ArrayList<>();
        file.position(HEADER);
        for (int i = 0; i < bundles; i++) {
            List<BigInteger> row = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                byte[] slot = new byte[SLOT];
                for (int b = SLOT - 1; b >= 0; b--) {
                    slot[b] = file.get();
                }
                row.add(new BigInteger(1, slot));
            }
            rows.add(row);
        }
        return new Image(file.getLong(16), rows);
    }

    private static int checksum(byte[] file) {
        CRC32 crc = new CRC32();
        crc.update(file, 0, file.length - 4);
        return (int) crc.getValue();
    }
}
