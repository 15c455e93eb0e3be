package xdp2rtl.cli;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.diagnostic.FileTrouble;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;

/// `bpf-plugin`: the plug-in protocol of the public BPF conformance suite.
@Command(name = "bpf-plugin",
        description = "Runs a program as a plug-in of the BPF conformance suite: its bytes come as hex on "
                + "standard input, R1 is the memory, R2 its length; prints R0 in hex. The suite's runner starts "
                + "bin/bpf-plugin.")
final class PluginVerb extends Verb {
    @Parameters(paramLabel = "MEMORY_HEX", arity = "0..1", defaultValue = "", description = "The memory's bytes.")
    private String memory;

    @Option(names = "--engine", paramLabel = "E", defaultValue = "bundle", converter = EngineName.Converter.class,
            description = "interpreter, bundle or rtl (default: ${DEFAULT-VALUE}).")
    private EngineName engine;

    @Option(names = "--program", paramLabel = "HEX", description = "The program's bytes, instead of standard input.")
    private Optional<String> code = Optional.empty();

    @Option(names = "--elf", description = "The bytes are those of an object file, whose first program is run.")
    private boolean elf;

    @Mixin private CoreOptions core;

    private record Result(long r0) implements Answer {
        @Override public String text() {
            return Long.toHexString(r0) + "\n";
        }

        @Override public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("r0", Long.toHexString(r0));
            return json;
        }
    }

    @Override protected Answer answer(Progress progress) {
        Bytes argument = hex("MEMORY_HEX", memory);
        String where = code.isPresent() ? "--program" : "standard input";
        Program program = program(where, hex(where, code.orElseGet(PluginVerb::standardInput)).toArray());
        OptionalLong r0 = new Engines(core.compiler(), Optional.empty()).result(engine, program, argument);
        if (r0.isEmpty()) { throw new InputError(where, "the program was stopped before it ended"); }
        return new Result(r0.getAsLong());
    }

    private Program program(String where, byte[] bytes) {
        if (!elf) { return Program.raw(where, bytes); }
        ElfObject object = ElfObject.parse(where, bytes);
        return object.program(object.entries().stream().findFirst()
                .orElseThrow(() -> new InputError(where, "it has no programs")).name());
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new InputError("standard input", "it cannot be read (%s)".formatted(FileTrouble.reason(e)));
        }
    }

    /// Bytes as hex, with or without blanks between them; between blanks a single digit is a byte too.
    private static Bytes hex(String where, String text) {
        var bytes = new ByteArrayOutputStream();
        for (String word : text.strip().split("\\s+")) {
            String digits = word.length() == 1 ? "0" + word : word;
            try {
                bytes.writeBytes(HexFormat.of().parseHex(digits));
            } catch (IllegalArgumentException e) {
                throw new InputError(where, "`%s` is not bytes in hex".formatted(shortened(word)));
            }
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static String shortened(String word) {
        return word.length() <= 32 ? word : word.substring(0, 32) + "..";
    }
}
