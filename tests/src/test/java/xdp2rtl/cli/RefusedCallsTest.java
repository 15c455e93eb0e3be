package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.UnsupportedKfunc;
import xdp2rtl.loading.Sources;

/// What of Linux no card has is refused where it is called: with the C line, the reason and what to write instead.
class RefusedCallsTest {
    /// Of Linux's own tests, or of its traps.
    private static final Pattern TESTS = Pattern.compile("bpf_(kfunc_call|modify_return|fentry)_.*");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
            "bpf_sk_lookup_tcp(ctx, &tuple, sizeof(tuple.ipv4), -1, 0) != 0 | calls helper sk_lookup_tcp; "
                    + "the kernel's sockets are not on the card. Pass such packets to the host",
            "bpf_skc_lookup_tcp(ctx, &tuple, sizeof(tuple.ipv4), -1, 0) != 0 | calls helper skc_lookup_tcp; "
                    + "the kernel's sockets are not on the card. Pass such packets to the host",
            "bpf_tcp_gen_syncookie(0, ip, 20, tcp, 20) | calls helper tcp_gen_syncookie; "
                    + "the kernel's sockets are not on the card. Pass such packets to the host",
            "bpf_tcp_raw_gen_syncookie_ipv4(ip, tcp, 20) | calls helper tcp_raw_gen_syncookie_ipv4; "
                    + "the kernel's secrets are not on the card. Pass such packets to the host",
            "bpf_tcp_raw_gen_syncookie_ipv6(ip, tcp, 20) | calls helper tcp_raw_gen_syncookie_ipv6; "
                    + "the kernel's secrets are not on the card. Pass such packets to the host",
            "bpf_tcp_raw_check_syncookie_ipv4(ip, tcp) | calls helper tcp_raw_check_syncookie_ipv4; "
                    + "the kernel's secrets are not on the card. Pass such packets to the host",
            "bpf_get_current_pid_tgid() | calls helper get_current_pid_tgid; "
                    + "it is about memory and tasks of the kernel, which is not on the card. Leave it to a program in the kernel",
            "bpf_strtol(tcp, 8, 0, &number) | calls helper strtol; "
                    + "the hardware has no texts. Compare bytes in a loop"})
    void helpers(String line) {
        String[] parts = line.split(" \\| ");
        Path object = Clang.object(folder, "calls", """
            SEC("xdp") int f(struct xdp_md *ctx) {
            struct bpf_sock_tuple tuple = {}; char ip[40] = {}, tcp[20] = {}; long number = 0;
            asm volatile("" :: "r"(ip), "r"(tcp), "r"(&number), "r"(&tuple) : "memory");
            return %s;
            }
            """.formatted(parts[0]));
        Cli inspected = Cli.run("compile", object.toString(), "-o", folder.resolve("image").toString());
        assertTrue(inspected.err().matches("(?s).*section xdp: f: slot [0-9]+ \\(.*calls\\.c:7: return .*\\): `call "
                + "[a-z0-9_]+#[0-9]+` " + Pattern.quote(parts[1]) + "\n"), inspected.err());
        assertEquals(2, inspected.exitCode());
    }

    @Test void functionsOfTheKernel() {
        String declared = Arrays.stream(UnsupportedKfunc.values())
                .map(one -> "extern int %s(void *) __ksym;\n".formatted(one.text())).collect(Collectors.joining());
        String called = Arrays.stream(UnsupportedKfunc.values())
                .map(one -> "SEC(\"xdp\") int f%d(struct xdp_md *ctx) { return %s(ctx); }\n".formatted(one.ordinal(),
                        one.text()))
                .collect(Collectors.joining());
        String object = Clang.object(folder, "kernel", declared + called).toString();
        String image = folder.resolve("image").toString();
        for (UnsupportedKfunc one : UnsupportedKfunc.values()) {
            int line = 4 + UnsupportedKfunc.values().length + one.ordinal();
            Cli compiled = Cli.run("compile", object, "--program", "f" + one.ordinal(), "-o", image);
            String expected = ": it calls `%s`, a function of the kernel; %s. %s\n".formatted(one.text(),
                    one.obstacle().why(), one.obstacle().remedy());
            assertTrue(compiled.err().endsWith(expected) && compiled.err().contains("kernel.c:%d: ".formatted(line)),
                    compiled.err());
        }
    }

    /// A kernel that has one more than 6.18 is not one that these rows are about.
    @Test void everyFunctionOfTheKernelHasAReason() {
        String types = Sources.run("bpftool", "btf", "dump", "file", "/sys/kernel/btf/vmlinux");
        var numbers = Pattern.compile("DECL_TAG 'bpf_kfunc' type_id=([0-9]+)").matcher(types).results()
                .map(found -> found.group(1)).collect(Collectors.toSet());
        Set<String> open = Pattern.compile("\\[([0-9]+)] FUNC '(bpf_\\w+)'").matcher(types).results()
                .filter(found -> numbers.contains(found.group(1))).map((MatchResult found) -> found.group(2))
                .filter(name -> !TESTS.matcher(name).matches()).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(open.size() > 100, "functions: " + open.size());
        open.removeAll(Stream.of(Kfunc.values()).map(Kfunc::text).toList());
        open.removeAll(Stream.of(UnsupportedKfunc.values()).map(UnsupportedKfunc::text).toList());
        assertEquals(Set.of(), open);
    }
}
