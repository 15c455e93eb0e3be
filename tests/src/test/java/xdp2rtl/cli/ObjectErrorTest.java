package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Helper;

/// The exact text of every kind of error in an object, in its programs, or in what is set when they are loaded.
final class ObjectErrorTest extends ErrorTexts {
    private static byte[] firewall() throws IOException {
        return Files.readAllBytes(Path.of(Cli.FIREWALL));
    }

    @Test void objectsThatAreNone() throws IOException {
        refuses("DIR/none.o: there is no such file", "inspect", path("none.o"));
        refuses("DIR: it cannot be read (is a directory)", "inspect", folder.toString());
        String remedy = "Give an object made with `clang -O2 -g -target bpf -c`";
        refuses("DIR/empty.o: it is not an ELF file. " + remedy, "inspect", file("empty.o", ""));
        refuses("DIR/text.o: it is not an ELF file. " + remedy, "inspect", file("text.o", "int main() {}"));
        refuses("/proc/self/exe: it is not a 64-bit BPF object (machine 62). " + remedy, "inspect", "/proc/self/exe");
    }

    @Test void truncatedObjects() throws IOException {
        refuses("DIR/cut.o: section headers: 832 bytes at offset 4512 are not inside the 1000 bytes of DIR/cut.o",
                "inspect", file("cut.o", Arrays.copyOf(firewall(), 1000)));
        refuses("DIR/cut.o: it is not an ELF file. Give an object made with `clang -O2 -g -target bpf -c`", "compile",
                file("cut.o", Arrays.copyOf(firewall(), 40)), "-o", path("out"));
    }

    @Test void everyDamageOfAnObjectIsRefusedWithOneMessageOrMeansSomethingElse() throws IOException {
        int refused = 0;
        Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT);
        for (int i = 0; i < 10_000; i++) {
            try {
                ElfObject object = ElfObject.parse("damaged.o", damaged(i));
                if (i % 100 < 4) {
                    Inspection.of(object, List.of(), compiler).text();
                } else {
                    object.entries().forEach(entry -> compiler.check(object.program(entry.name())));
                }
            } catch (InputError expected) {
                assertEquals(1, expected.getMessage().lines().count(), "damage " + i);
                refused++;
            }
        }
        assertTrue(refused > 2500, "only " + refused + " were refused");
    }

    @Test void aDamagedObjectIsAtMostOneLineOnStandardError() throws IOException {
        for (int i = 0; i < 200; i++) {
            Cli result = Cli.run("compile", file("damaged.o", damaged(i)), "-o", path("out"));
            String what = "damage " + i + ": " + result.err();
            assertEquals(result.exitCode() == ExitCode.BAD_INPUT ? 1 : 0, result.err().lines().count(), what);
            assertEquals(result.exitCode() == ExitCode.AGREED, Files.exists(folder.resolve("out")), what);
            assertFalse(result.err().contains("this is a bug"), what);
            deleteOutput();
        }
    }

    /// The object of an example with `seed mod 4` bits flipped, or cut off where that is 0.
    private static byte[] damaged(int seed) throws IOException {
        byte[] damaged = Files.readAllBytes(Cli.EXAMPLES.resolve("xdp1/xdp1.bpf.o"));
        var random = new Random(seed);
        if (seed % 4 == 0) { return Arrays.copyOf(damaged, random.nextInt(damaged.length)); }
        for (int flips = seed % 4; flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private void deleteOutput() throws IOException {
        Path out = folder.resolve("out");
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(out);
        }
    }

    @Test void programsThatAreNotClear() {
        refuses("DEBIAN/xdp-dispatcher.o: it has 2 XDP programs. Choose with --program: xdp_dispatcher, xdp_pass",
                "compile", Cli.DEBIAN + "xdp-dispatcher.o", "-o", path("out"));
        refuses("DEBIAN/xdp-dispatcher.o: no program is called `none`. Choose one of xdp_dispatcher, xdp_pass",
                "compile", Cli.DEBIAN + "xdp-dispatcher.o", "--program", "none", "-o", path("out"));
        refuses("DEBIAN/xdpdump_bpf.o: it has no XDP program. Its programs are trace_on_entry (fentry), trace_on_exit (fexit)",
                "compile", Cli.DEBIAN + "xdpdump_bpf.o", "-o", path("out"));
        refuses("DEBIAN/xdpdump_bpf.o: `trace_on_exit` is not an XDP program, its section says fexit. The object has no "
                + "XDP program", "compile", Cli.DEBIAN + "xdpdump_bpf.o", "--program", "trace_on_exit", "-o",
                path("out"));
    }

    @Test void anUnknownHelper() throws IOException {
        String supported = "Supported are " + Helper.list();
        byte[] calls999 = {(byte) 0x85, 0, 0, 0, (byte) 0xe7, 3, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
        refuses("DIR/p: section raw: main: slot 0: `call helper#999` calls helper number 999; the hardware does not have it. "
                + supported, "compile", "--raw", file("p", calls999), "-o", path("out"));
    }

    @Test void aHelperThatIsNotThere() throws IOException {
        String call =
                "SEC(\"xdp\") int f(struct xdp_md *ctx) { __s64 iph = 0; return bpf_tcp_raw_check_syncookie_ipv4((void *)&iph, (void *)&iph); }";
        String object = Clang.object(folder, "cookie", call + "\n").toString();
        Cli cookie = Cli.run("compile", object, "-o", path("out"));
        assertTrue(cookie.err().contains("cookie.c:"), cookie.err());
        assertTrue(cookie.err().endsWith(
                "`call tcp_raw_check_syncookie_ipv4#206` calls helper tcp_raw_check_syncookie_ipv4; the kernel's "
                        + "secrets are not on the card. Pass such packets to the host\n"),
                cookie.err());
    }

    /// What compilers make of C and Rust that is not quite right: the cause, and what to do.
    @Test void objectsThatAreNotQuiteRight() throws IOException {
        String map =
                "struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); } %s SEC(\".maps\");\n";
        String use =
                "SEC(\"xdp\") int f(struct xdp_md *ctx) { __u32 k = 1; __u64 *v = bpf_map_lookup_elem(&cnt, &k); return v ? XDP_DROP : XDP_PASS; }\n";
        String out = path("out");
        String isStatic = Clang.object(folder, "static", "static " + map.formatted("pad") + "static "
                + map.formatted("cnt")
                + "SEC(\"xdp\") int g(struct xdp_md *ctx) { __u32 k = 1; return bpf_map_lookup_elem(&pad, &k) ? XDP_DROP : XDP_PASS; }\n"
                + use).toString();
        refuses("DIR/static.o: section xdp: f: slot 4 (DIR/static.c:7: " + use.strip()
                + "): map `cnt` is static; libbpf and all engines take "
                + "global maps only. Remove `static`", "compile", isStatic, "--program", "f", "-o", out);
        String slow = Clang.object(folder, "slow", map.formatted("cnt") + use, "-O0").toString();
        Cli callx = Cli.run("compile", slow, "-o", out);
        assertTrue(callx.err().endsWith(
                ": callx, a call through a register, is not an instruction of RFC 9669. Compile with -O2, and inline what is "
                        + "called through a pointer\n"),
                callx.err());
        String leaving = Clang.object(folder, "leaving",
                "SEC(\"xdp\") int f(struct xdp_md *ctx) { return ctx->egress_ifindex == 1; }\n").toString();
        refuses("DIR/leaving.o: section xdp: f: slot 0 (DIR/leaving.c:4: SEC(\"xdp\") int f(struct xdp_md *ctx) { return "
                + "ctx->egress_ifindex == 1; }): `r1 = *(u32 *)(r1 + 20)` reads egress_ifindex; Linux lets programs for entries of device maps "
                + "alone read it. Name the section xdp/devmap, or compare in the program that redirects", "compile",
                leaving, "-o", out);
        String missing = Clang.object(folder, "missing",
                "extern unsigned ntohl(unsigned);\nSEC(\"xdp\") int f(struct xdp_md *ctx) { return ntohl(1); }\n")
                .toString();
        Cli extern = Cli.run("compile", missing, "-o", out);
        assertTrue(extern.err().endsWith(
                ": it calls `ntohl`, which the object does not define; libbpf would look for a kernel function of this name, and a "
                        + "card has no kernel. Define it, include the header that does (bpf_ntohl() is in bpf/bpf_endian.h), or use helpers only\n"),
                extern.err());
        refuses("DIR/code.bc: it is LLVM bitcode, not an object; rustc --emit=obj and clang -flto leave it so. Link it with bpf-linker, or make an object "
                + "of it with `llc -march=bpf -filetype=obj`", "inspect",
                file("code.bc", new byte[]{'B', 'C', (byte) 0xc0, (byte) 0xde, 0, 0, 0, 0}));
    }

    @Test void settingsOfTheLoader() throws IOException {
        refuses("DIR/none: there is no such file", "inspect", Cli.FIREWALL, "--btf", path("none"));
        refuses("DIR/text: it holds no types; it is neither raw BTF nor a 64-bit little-endian ELF file. Give a copy of "
                + "/sys/kernel/btf/vmlinux", "inspect", Cli.FIREWALL, "--btf", file("text", "struct xdp_md;"));
        refuses("/proc/self/exe: it has no section .BTF. Give a copy of /sys/kernel/btf/vmlinux", "inspect",
                Cli.FIREWALL, "--btf", "/proc/self/exe");
        refuses("DIR/none: there is no such file", "inspect", Cli.FIREWALL, "--kconfig", path("none"));
        refuses("FIREWALL: it asks for no `CONFIG_HZ`. It asks for nothing of the kernel's configuration", "inspect",
                Cli.FIREWALL,
                "--kconfig", "CONFIG_HZ=250");
        refuses("--kernel-version: `six` is not a version such as 6.18 or 6.1.55", "inspect", Cli.FIREWALL,
                "--kernel-version", "six");
        refuses("--set: `x` is not a name, `=` and a value", "inspect", Cli.FIREWALL, "--set", "x");
        refuses("--set: x is given twice", "inspect", Cli.FIREWALL, "--set", "x=1", "--set", "x=2");
        refuses("--set x: FIREWALL has no global variable `x`. It has none with a type; compile with -g", "inspect",
                Cli.FIREWALL,
                "--set", "x=1");
        refuses("--map-entries flows: `0` is not a number of entries", "inspect", Cli.FIREWALL, "--map-entries",
                "flows=0");
        refuses("--map-entries x: FIREWALL declares no map of this name. It declares flows, ports", "inspect",
                Cli.FIREWALL,
                "--map-entries", "x=1");
        refuses("FIREWALL: it has no global data `.rodata`", "inspect", Cli.FIREWALL, "--map",
                ".rodata=" + file("one.json",
                        "[{\"key\":[\"0x00\",\"0x00\",\"0x00\",\"0x00\"],\"value\":[\"0x01\"]}]"));
        refuses("DIR/two.json: 0 entries, where section .rodata is one", "inspect", Cli.FIREWALL, "--map",
                ".rodata=" + file("two.json", "[]"));
        refuses("--raw: instructions alone have no types, variables or maps. Leave out the options about them",
                "compile", "--raw", "--set",
                "x=1", file("exit", new byte[]{(byte) 0x95, 0, 0, 0, 0, 0, 0, 0}), "-o", path("out"));
    }
}
