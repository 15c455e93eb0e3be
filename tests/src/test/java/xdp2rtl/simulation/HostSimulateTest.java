package xdp2rtl.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.cli.JsonSchemas;
import xdp2rtl.cli.Main;
import xdp2rtl.device.Device;
import xdp2rtl.device.Devices;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.isa.ControlRegister;

/// The verb that runs a board until it is told to stop.
@Timeout(600)
@Tag("model")
class HostSimulateTest {
    @TempDir Path folder;

    private static String refused(String... arguments) {
        var err = new StringWriter();
        int code = Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments);
        assertEquals(ExitCode.BAD_INPUT, code, err.toString());
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource({"0:tap:x, there is no number of a port before a `=`",
            "x=tap:x, there is no number of a port before a `=`",
            "2=pcap:in.pcap, opennic-au250 has no port 2. Its ports are 0 to 1",
            "0=wire:x, there is no such kind of connection"})
    void aConnectionThatCannotBeIsRefused(String text, String what) {
        assertTrue(refused("host", "simulate", "--board", "opennic-au250", "--port", text).contains(what));
    }

    @Test void aPortIsConnectedOnce() {
        var message = refused("host", "simulate", "--board", "opennic-au250", "--host-port", "1=tap:x", "--host-port",
                "1=tap:y");
        assertTrue(message.contains("port 1 is connected already"), message);
    }

    @Test void aFolderOrAFileInThePlaceOfTheSocketStays() throws Exception {
        Path there = Files.createDirectory(folder.resolve("there"));
        var message = refused("host", "simulate", "--board", "axis", "--socket", there.toString());
        assertTrue(message.contains("there is a file or folder of this name"), message);
        assertTrue(Files.isDirectory(there));
    }

    /// As where commands are pasted one behind the other.
    @Test void aHostThatComesBeforeTheBoardRunsWaitsForIt() throws Exception {
        Path socket = folder.resolve("socket");
        Path cache = folder.resolve("cache");
        var builder = java(List.of("--board", "axis", "--contexts", "2", "--socket", socket.toString()));
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        Process board = builder.start();
        try (Device device = Devices.open("sim:" + socket)) {
            assertEquals(ControlRegister.MAGIC_VALUE, device.read(ControlRegister.MAGIC.offset()));
        } finally {
            board.destroyForcibly();
        }
    }

    @Test void whatCannotBeConnectedIsSaidBeforeTheBoardIsBuilt() {
        Path socket = folder.resolve("socket");
        var message = refused("host", "simulate", "--board", "axis", "--contexts", "3", "--port",
                "0=pcap:" + folder.resolve("none.pcap"), "--socket",
                socket.toString());
        assertTrue(message.contains("none.pcap"), message);
    }

    private static ProcessBuilder java(List<String> options) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "host", "simulate"));
        command.addAll(options);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /// The board answers a host in another process, costs nothing while nothing happens, and says at the end what went
    /// through.
    @Test void runsUntilItIsToldToStop() throws Exception {
        Path in = folder.resolve("in.pcap");
        Path socket = folder.resolve("socket");
        PcapWriter.write(in, List.of(new Frame(0, Bytes.of(new byte[13])), new Frame(0, Bytes.of(new byte[99]))));
        Process board = java(
                List.of("--board", "axis", "--port", "0=pcap:" + in + "," + folder.resolve("wire.pcap"), "--host-port",
                        "0=pcap:," + folder.resolve("host.pcap"), "--socket", socket.toString(), "--json"))
                .start();
        try (var output = board.inputReader()) {
            assertEquals("xdp2rtl: axis runs: --device sim:" + socket, output.readLine());
            try (Device device = Devices.open("sim:" + socket)) {
                assertEquals(0, device.read(ControlRegister.COUNT_PACKETS.offset()),
                        "a file waits for the core to be started");
                device.write(ControlRegister.CONTROL.offset(), ControlRegister.RUN);
                while (device.read(ControlRegister.COUNT_PACKETS.offset()) < 2) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            }
            assertTrue(refused("host", "simulate", "--board", "axis", "--socket", socket.toString())
                    .contains("another simulated board listens there"));
            assertTrue(comesToRest(board), "a board that nobody uses goes on computing");
            board.toHandle().destroy();
            String rest = String.join("\n", output.lines().toList());
            assertEquals(List.of(), JsonSchemas.errors("host-simulate", rest));
            assertEquals(ExitCode.AGREED, board.waitFor(), "it was told to stop");
            assertTrue(rest.contains("\"cycles_per_second\"") && rest.contains("\"in\": 2"), rest);
        } finally {
            board.destroyForcibly();
        }
        assertFalse(Files.exists(socket));
        // No program: both end with XDP_ABORTED. The files are whole all the same.
        assertEquals(List.of(), CaptureReader.readAll(folder.resolve("wire.pcap")));
        assertEquals(List.of(), CaptureReader.readAll(folder.resolve("host.pcap")));
    }

    /// All packets of the capture are through, and the host that has loaded the program has had its answers.
    @Test void endsWhenItIsDone() throws Exception {
        Path in = folder.resolve("in.pcap");
        Path out = folder.resolve("out.pcap");
        Path socket = folder.resolve("socket");
        PcapWriter.write(in, List.of(new Frame(0, Bytes.of(new byte[64])), new Frame(0, Bytes.of(new byte[99]))));
        Process board = java(List.of("--board", "axis", "--port", "0=pcap:" + in, "--host-port", "0=pcap:," + out,
                "--socket", socket.toString(), "--until-done", "--json")).start();
        try (var output = board.inputReader()) {
            assertEquals("xdp2rtl: axis runs: --device sim:" + socket, output.readLine());
            var said = new StringWriter();
            int code = Main.execute(new PrintWriter(said), new PrintWriter(said), "host", "unload", "--device",
                    "sim:" + socket);
            assertEquals(ExitCode.AGREED, code, said.toString());
            String rest = String.join("\n", output.lines().toList());
            assertEquals(List.of(), JsonSchemas.errors("host-simulate", rest));
            assertTrue(rest.contains("\"in\": 2"), rest);
            assertEquals(ExitCode.AGREED, board.waitFor());
        } finally {
            board.destroyForcibly();
        }
        assertEquals(2, CaptureReader.readAll(out).size(), "every packet passes to the host");
    }

    @Test void whatHasNoEndCannotBeDone() {
        assertTrue(refused("host", "simulate", "--board", "axis", "--until-done", "--port", "0=tap:x")
                .contains("--until-done: wire 0 is a network; it has no end. Leave it out, or connect captures"));
        assertTrue(refused("host", "simulate", "--board", "axis", "--until-done", "--port", "0=pcap:,out.pcap")
                .contains("--until-done: no capture comes in; there is nothing to be done with. Give one, such as "));
    }

    private Process withWaves(Path file, Path socket) throws Exception {
        return java(List.of("--board", "axis", "--contexts", "2", "--socket", socket.toString(), "--waves",
                file.toString())).start();
    }

    @Test void writesAWaveformThatIsThereWhenItHasEnded() throws Exception {
        Path file = folder.resolve("board.fst");
        Path socket = folder.resolve("socket");
        Process board = withWaves(file, socket);
        try (var output = board.inputReader()) {
            assertEquals("xdp2rtl: axis runs: --device sim:" + socket, output.readLine());
            try (Device device = Devices.open("sim:" + socket)) {
                device.write(ControlRegister.CONTROL.offset(), ControlRegister.RUN);
            }
            assertFalse(Files.exists(file));
            board.toHandle().destroy();
            output.lines().forEach(_ -> {});
        } finally {
            board.destroyForcibly();
        }
        // The library's header: a block of 329 bytes of type 0.
        assertEquals("00 0000000000000149",
                HexFormat.of().formatHex(Files.readAllBytes(file), 0, 9).replaceFirst("..", "$0 "));
        assertFalse(Files.exists(folder.resolve("board.fst.part")));
    }

    @Test void aWaveformThatCannotBeWrittenOrHasNoMoreRoomIsSaid() throws Exception {
        Path socket = folder.resolve("socket");
        String[] options = {"host", "simulate", "--board", "axis", "--contexts", "2",
                "--socket", folder.resolve("refused").toString(), "--waves", ""};
        options[options.length - 1] = folder.resolve("none/w.fst").toString();
        assertTrue(refused(options).contains("none/w.fst: it cannot be written (no such file or folder)"));

        Path disk = Files.createDirectory(folder.resolve("disk"));
        assertEquals(0, new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=80m", "none", disk.toString()).start()
                .waitFor());
        Process board = withWaves(disk.resolve("w.fst"), socket);
        try (var output = board.inputReader(); Device device = Devices.open("sim:" + socket)) {
            Files.write(disk.resolve("other"), new byte[30 << 20]);
            var gone = assertThrows(InputError.class, () -> {
                while (true) device.read(ControlRegister.MAGIC.offset());
            });
            assertTrue(gone.getMessage().contains("sim:" + socket), gone.getMessage());
            String said = String.join("\n", output.lines().toList());
            assertTrue(said.contains("w.fst: ") && said.contains(" MiB are left on its disk; a waveform may take more"),
                    said);
            assertEquals(ExitCode.BAD_INPUT, board.waitFor());
            assertArrayEquals(new String[]{"other"}, disk.toFile().list());
        } finally {
            board.destroyForcibly();
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    /// Whether there is a second in which it takes next to no time of a CPU; before, the virtual machine may still be
    /// compiling.
    private static boolean comesToRest(Process process) throws InterruptedException {
        for (int i = 0; i < 60; i++) {
            var before = process.info().totalCpuDuration().orElseThrow();
            TimeUnit.SECONDS.sleep(1);
            if (process.info().totalCpuDuration().orElseThrow().minus(before).toMillis() < 100) { return true; }
        }
        return false;
    }
}
