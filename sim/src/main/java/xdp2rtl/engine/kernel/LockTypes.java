package xdp2rtl.engine.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import xdp2rtl.elf.MapSpec;

/// The types of a map whose values have a lock, from which Linux learns where it lies: it then takes the calls as they
/// are, watches over them, and keeps the lock's bytes out of what is copied. Of the rest the types say only how long it
/// is.
///
/// @param key   the number of the keys' type
/// @param value the number of the values'
record LockTypes(byte[] btf, int key, int value) {
    private static final int INT = 1 << 24;
    private static final int ARRAY = 3 << 24;
    private static final int STRUCT = 4 << 24;
    private static final int HEADER = 24;
    private static final String TEXTS = "\0u32\0u8\0bpf_spin_lock\0val\0value\0lock\0";

    private static final int U32 = 1;
    private static final int U8 = 2;
    private static final int BYTES = 3;
    private static final int LOCK = 4;
    private static final int VALUE = 5;

    /// Of a map with a lock.
    static LockTypes of(MapSpec map) {
        var types = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        types.putInt(text("u32")).putInt(INT).putInt(4).putInt(32);
        types.putInt(text("u8")).putInt(INT).putInt(1).putInt(8);
        types.putInt(0).putInt(ARRAY).putInt(0).putInt(U8).putInt(U32).putInt(map.keySize());
        types.putInt(text("bpf_spin_lock")).putInt(STRUCT | 1).putInt(MapSpec.LOCK_BYTES);
        types.putInt(text("val")).putInt(U32).putInt(0);
        types.putInt(text("value")).putInt(STRUCT | 1).putInt(map.valueSize());
        types.putInt(text("lock")).putInt(LOCK).putInt(Byte.SIZE * map.lock().orElseThrow());
        byte[] texts = TEXTS.getBytes(StandardCharsets.US_ASCII);
        var btf = ByteBuffer.allocate(HEADER + types.position() + texts.length).order(ByteOrder.LITTLE_ENDIAN);
        btf.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(HEADER);
        btf.putInt(0).putInt(types.position()).putInt(types.position()).putInt(texts.length);
        btf.put(types.flip()).put(texts);
        // An array's keys must be a number.
        return new LockTypes(btf.array(), map.isArray() ? U32 : BYTES, VALUE);
    }

    private static int text(String text) {
        return TEXTS.indexOf("\0" + text + "\0") + 1;
    }
}
