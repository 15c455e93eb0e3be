package xdp2rtl.btf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;

/// Reads types from a file: raw, as Linux shows its own in /sys/kernel/btf/vmlinux, or the section .BTF of an ELF file
/// of any machine. Of an ELF file only that section is read, for a kernel has hundreds of megabytes of other things.
final class BtfFile {
    private static final String SECTION = ".BTF";
    private static final int ELF = 0x464c457f;
    private static final int RAW = 0xeb9f;
    private static final int FILE_HEADER = 64;
    private static final int SECTION_HEADER = 64;
    private static final long LARGEST = 256L << 20;

    private final RandomAccessFile file;
    private final String name;

    private BtfFile(RandomAccessFile file, String name) {
        this.file = file;
        this.name = name;
    }

    static Btf read(Path path) {
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            return new BtfFile(file, path.toString()).types();
        } catch (IOException e) {
            throw new InputError(path.toString(), Files.exists(path)
                    ? "it cannot be read (%s)".formatted(FileTrouble.reason(e)) : "there is no such file");
        }
    }

    private Btf types() throws IOException {
        Slice start = part(name, 0, Math.min(file.length(), FILE_HEADER));
        if (start.length() >= 2 && start.u16(0) == RAW) { return Btf.parse(part(name, 0, file.length())); }
        if (start.length() < FILE_HEADER || start.s32(0) != ELF || start.u8(4) != 2 || start.u8(5) != 1) {
            throw new InputError(name, "it holds no types", "it is neither raw BTF nor a 64-bit little-endian ELF file",
                    "Give a copy of /sys/kernel/btf/vmlinux");
        }
        return Btf.parse(section(start));
    }

    private Slice section(Slice header) throws IOException {
        int count = header.u16(60);
        Slice headers = part(name + ": section headers", header.s64(40), (long) count * SECTION_HEADER);
        Slice names = part(name + ": section names", headers, (long) header.u16(62) * SECTION_HEADER);
        for (long at = 0; at < headers.length(); at += SECTION_HEADER) {
            if (names.text(headers.u32(at)).equals(SECTION)) {
                return part("%s: section %s".formatted(name, SECTION), headers, at);
            }
        }
        throw new InputError(name, "it has no section " + SECTION, "", "Give a copy of /sys/kernel/btf/vmlinux");
    }

    private Slice part(String where, Slice headers, long at) throws IOException {
        return part(where, headers.s64(at + 24), headers.s64(at + 32));
    }

    private Slice part(String where, long offset, long size) throws IOException {
        if (offset < 0 || size < 0 || offset > file.length() || size > file.length() - offset) {
            throw new InputError(where, "%s bytes at offset %s are not inside the file's %d".formatted(
                    Long.toUnsignedString(size), Long.toUnsignedString(offset), file.length()));
        }
        if (size > LARGEST) { throw new InputError(where, "it has more than %d bytes".formatted(LARGEST)); }
        var bytes = new byte[(int) size];
        file.seek(offset);
        file.readFully(bytes);
        return Slice.of(where, bytes);
    }
}
