package xdp2rtl.loading;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xdp2rtl.elf.Bytes;

/// An object as bpftool loads it, with libbpf: a loader that shares nothing with ours. Needs the right to load programs
/// and to mount a bpf file system: run as root.
public final class Libbpf implements AutoCloseable {
    private static final int LARGEST = 4096;

    private final Path folder;
    private final Path mount;

    /// @param folder for a mount and for packets
    public Libbpf(Path folder) {
        this.folder = folder;
        mount = folder.resolve("bpffs");
        try {
            Files.createDirectories(mount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Sources.run("mount", "-t", "bpf", "bpf", mount.toString());
    }

    /// Loads all programs of an object; what libbpf and Linux say if they refuse one is in the result. Maps that an
    /// object wants to be pinned in the machine's own place are pinned in ours.
    public Sources.Result load(Path object, String name) {
        return load(object, name, "");
    }

    /// The same with all maps pinned: a map of programs is emptied when nobody holds it.
    Sources.Result loadWithMaps(Path object, String name) {
        return load(object, name, " pinmaps '%s'".formatted(mount.resolve(name + "_maps")));
    }

    private Sources.Result load(Path object, String name, String more) {
        return Sources.tried("unshare", "--mount", "sh", "-e", "-c",
                "mount --bind '%s' /sys/fs/bpf; bpftool prog loadall '%s' '%s'%s"
                        .formatted(mount, object, mount.resolve(name), more));
    }

    /// What a program answers, and the packet afterwards.
    public record Outcome(long action, Bytes packet) {}

    public Outcome run(String object, String program, Bytes packet) {
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        try {
            Files.write(in, packet.toArray());
            String answer = Sources.run("bpftool", "-j", "prog", "run", "pinned",
                    mount.resolve(object).resolve(program).toString(),
                    "data_in", in.toString(), "data_out", out.toString(), "data_size_out", String.valueOf(LARGEST));
            long action = JsonParser.parseString(answer.strip().lines().reduce("", (_, last) -> last)).getAsJsonObject()
                    .get("retval").getAsLong();
            return new Outcome(action, Bytes.of(Files.readAllBytes(out)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override public void close() {
        Sources.run("umount", mount.toString());
    }
}
