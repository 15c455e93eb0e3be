package xdp2rtl.cli.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import xdp2rtl.diagnostic.Stage;

/// What is said of waits: on a terminal in place, elsewhere in lines, and only of those over two seconds.
/// Alone: a model that another test builds would be what is done innermost.
@Isolated
final class ProgressTest {
    private static final String TERMINAL = "xdp2rtl.terminal";

    private final StringWriter text = new StringWriter();

    private Progress progress(String terminal) {
        System.setProperty(TERMINAL, terminal);
        return new Progress(new PrintWriter(text));
    }

    @AfterEach void forget() {
        System.clearProperty(TERMINAL);
    }

    /// A machine that is busy says it later.
    private void await(String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!text.toString().contains(what)) {
            assertTrue(System.nanoTime() < end, () -> "not said: " + what + ", but " + text);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// Also of what is done inside, which is not counted as the time of what is around it.
    @Test void elsewhereWaitsAreLines() throws InterruptedException {
        try (var progress = progress("false")) {
            progress.say("compiling x");
            progress.say("running x");
            try (var _ = Stage.enter("building the model")) {
                await("building the model, ");
            }
            progress.note("something");
        }
        List<String> lines = text.toString().lines().toList();
        assertTrue(lines.getFirst().matches("xdp2rtl: building the model, [2-9]\\d* s"), lines.getFirst());
        assertTrue(lines.get(1).matches("xdp2rtl: building the model took [2-9]\\d*\\.\\d s"), lines.get(1));
        assertEquals(List.of("xdp2rtl: note: something"), lines.subList(2, lines.size()));
    }

    @Test void onATerminalWhatIsDoneIsPaintedOver() throws InterruptedException {
        try (var progress = progress("true")) {
            progress.say("compiling x");
            await("\rcompiling x, ");
        }
        String said = text.toString();
        assertTrue(said.startsWith("\rcompiling x"), said);
        assertTrue(said.matches("(?s).*\rcompiling x, \\d+ s *\r {16,}\r"), said);
    }

    @Test void whereNobodyLooksNothingIsSaid() {
        try (var progress = new Progress(new PrintWriter(text))) {
            progress.say("compiling x");
        }
        assertEquals("", text.toString());
    }
}
