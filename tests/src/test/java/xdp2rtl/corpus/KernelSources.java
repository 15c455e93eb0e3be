package xdp2rtl.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import xdp2rtl.loading.Sources;

/// The XDP programs in Debian's package of Linux 6.1: samples/bpf and tools/testing/selftests/bpf/progs. They are unpacked
/// and compiled as Linux's own makefiles do; nothing of them is kept.
final class KernelSources {
    static final List<String> CPUS = List.of("v3", "v1", "v4", "v2");

    private static final Path USR = Path.of("/usr/src");
    private static final String LINUX = "linux-source-6.1";
    private static final String SAMPLES = "samples/bpf";
    private static final String SELFTESTS = "tools/testing/selftests/bpf";
    private static final String LIBRARY = "lib/test_bpf.c";
    private static final Pattern XDP = Pattern.compile("SEC\\(\"\\??xdp");
    private static final Source SHARED = new Source(SAMPLES + "/xdp_sample.bpf.c");
    private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");

    private final Path folder;
    private final Path linux;

    /// A source file with an XDP program in it, by its path in Linux's tree.
    record Source(String path) {
        /// Whether it is written for the kernel's own headers.
        boolean isKernelCode() { return path.startsWith(SAMPLES) && !path.endsWith(".bpf.c"); }

        /// Whether it is linked with what samples share.
        boolean isLinked() { return path.startsWith(SAMPLES) && !isKernelCode(); }

        String name() { return path.replaceAll("\\W", "_"); }
    }

    /// @param folder for what is unpacked and made
    KernelSources(Path folder) {
        this.folder = folder;
        this.linux = folder.resolve(LINUX);
    }

    /// Unpacks what is needed, once.
    void unpack() throws IOException {
        Path archive = USR.resolve(LINUX + ".tar.xz");
        if (!Files.exists(archive)) { throw new AssertionError("no %s; apt-get install %s".formatted(archive, LINUX)); }
        Files.createDirectories(folder.resolve("types"));
        if (!Files.isDirectory(linux.resolve(SELFTESTS)) || !Files.exists(linux.resolve(LIBRARY))) {
            Sources.run("tar", "-C", folder.toString(), "-xf", archive.toString(), "--wildcards",
                    "%s/%s/*".formatted(LINUX, SAMPLES), "%s/%s/*".formatted(LINUX, SELFTESTS),
                    LINUX + "/tools/include/*", LINUX + "/" + LIBRARY);
        }
        if (Files.exists(TYPES)) {
            Files.writeString(folder.resolve("types/vmlinux.h"),
                    Sources.run("bpftool", "btf", "dump", "file", TYPES.toString(), "format", "c"));
        }
    }

    KernelCases cases() { return new KernelCases(linux, folder); }

    List<Source> sources() throws IOException {
        var sources = new ArrayList<Source>();
        for (Path place : List.of(Path.of(SAMPLES), Path.of(SELFTESTS, "progs"))) {
            try (Stream<Path> files = Files.list(linux.resolve(place))) {
                files.filter(file -> file.toString().endsWith(".c") && hasProgram(file)).sorted()
                        .forEach(file -> sources.add(new Source(linux.relativize(file).toString())));
            }
        }
        return sources;
    }

    private static boolean hasProgram(Path file) {
        try {
            return XDP.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The object, or what the compiler says.
    record Compiled(Path object, Optional<String> trouble) {}

    Compiled compiled(Source source, String cpu) throws IOException {
        Path object = object(source, cpu);
        if (Files.exists(object)) { return new Compiled(object, Optional.empty()); }
        Sources.Result result = source.isKernelCode() ? kernelCode(source, cpu, object)
                : source.isLinked() ? linked(source, cpu, object) : plain(source, cpu, object);
        return new Compiled(object, result.exitCode() == 0 ? Optional.empty()
                : Optional.of(withoutPaths(result.err().lines().filter(line -> line.contains("error")).findFirst()
                        .orElse("exit code " + result.exitCode()))));
    }

    private Path object(Source source, String cpu) {
        return folder.resolve("%s.%s.o".formatted(source.name(), cpu));
    }

    /// A message with paths as they are in Linux's tree.
    String withoutPaths(String text) {
        return text.replace(linux + "/", "").replace(folder + "/", "");
    }

    /// Samples share code, which their makefile puts into each.
    private Sources.Result linked(Source source, String cpu, Path object) throws IOException {
        Path shared = object(SHARED, cpu);
        Path own = Path.of(object + ".own");
        if (!Files.exists(shared)) {
            plain(SHARED, cpu, shared);
        }
        Sources.Result compiled = plain(source, cpu, own);
        return compiled.exitCode() != 0 ? compiled
                : Sources.tried("bpftool", "gen", "object", object.toString(), own.toString(), shared.toString());
    }

    private Sources.Result plain(Source source, String cpu, Path object) {
        return Sources.tried("clang-19", "-g", "-O2", "-target", "bpf", "-mcpu=" + cpu, "-D__TARGET_ARCH_x86",
                "-I" + folder.resolve("types"), "-I" + linux.resolve(SAMPLES), "-I" + linux.resolve(SELFTESTS),
                "-I" + linux.resolve("tools/include/uapi"), "-I/usr/include/x86_64-linux-gnu", "-w", "-c",
                linux.resolve(source.path()).toString(), "-o", object.toString());
    }

    /// As samples/bpf/Makefile: for the host's own headers, the code generated for BPF.
    private Sources.Result kernelCode(Source source, String cpu, Path object) {
        Path common = headers("-common");
        Path built = headers("-amd64");
        var clang = new ArrayList<>(List.of("clang-19", "-nostdinc", "-isystem",
                Sources.run("clang-19", "-print-file-name=include").strip()));
        for (String include : List.of("/arch/x86/include", "/include", "/arch/x86/include/uapi", "/include/uapi")) {
            clang.add("-I" + common + include);
            clang.add("-I" + built + include.replace("x86/include", "x86/include/generated")
                    .replaceAll("^/include/uapi", "/include/generated/uapi"));
        }
        clang.addAll(List.of("-include", common + "/include/linux/kconfig.h", "-I" + linux.resolve(SAMPLES),
                "-I" + linux.resolve(SELFTESTS), "-idirafter", "/usr/include", "-D__KERNEL__", "-D__BPF_TRACING__",
                "-D__TARGET_ARCH_x86", "-w", "-fno-stack-protector", "-fno-jump-tables", "-g",
                "-fno-asynchronous-unwind-tables", "-include",
                linux.resolve(SAMPLES).resolve("asm_goto_workaround.h").toString(), "-O2", "-emit-llvm", "-Xclang",
                "-disable-llvm-passes", "-c", linux.resolve(source.path()).toString(), "-o", object + ".ll"));
        Sources.Result front = Sources.tried(clang.toArray(String[]::new));
        if (front.exitCode() != 0) { return front; }
        Sources.Result middle = Sources.tried("opt-19", "-O2", "-mtriple=bpf-pc-linux", object + ".ll", "-o",
                object + ".bc");
        return middle.exitCode() != 0 ? middle
                : Sources.tried("llc-19", "-march=bpf", "-mcpu=" + cpu, "-filetype=obj", object + ".bc", "-o",
                        object.toString());
    }

    private static Path headers(String end) {
        try (Stream<Path> all = Files.list(USR)) {
            return all.filter(path -> path.getFileName().toString().matches("linux-headers-6[.]1.*" + end)).sorted()
                    .reduce((_, last) -> last)
                    .orElseThrow(
                            () -> new AssertionError("no headers of Linux 6.1; apt-get install linux-headers-amd64"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
