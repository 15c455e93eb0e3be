package xdp2rtl.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A page in Chromium without a window, driven by its debugging protocol.
final class Browser implements AutoCloseable, WebSocket.Listener {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final StringBuilder message = new StringBuilder();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();

    /// @param profile a folder of its own
    Browser(Path profile) throws IOException {
        Path log = profile.resolve("chromium.log");
        try {
            process = new ProcessBuilder("chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
                    "--hide-scrollbars", "--no-first-run", "--remote-debugging-port=0", "--remote-allow-origins=*",
                    "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true).redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("no chromium; apt-get install --no-install-recommends chromium", e);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            String port = port(profile.resolve("DevToolsActivePort"));
            JsonObject page = JsonParser.parseString(client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/json/new?about:blank".formatted(port)))
                            .PUT(HttpRequest.BodyPublishers.noBody()).build(),
                    HttpResponse.BodyHandlers.ofString()).body()).getAsJsonObject();
            socket = HttpClient.newHttpClient().newWebSocketBuilder()
                    .buildAsync(URI.create(page.get("webSocketDebuggerUrl").getAsString()), this).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (String domain : List.of("Page", "Runtime", "Log")) {
            ask(domain + ".enable", new JsonObject());
        }
    }

    private String port(Path file) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 10 * PATIENCE_SECONDS && process.isAlive(); tenths++) {
            if (Files.exists(file) && !Files.readAllLines(file).isEmpty()) {
                return Files.readAllLines(file).getFirst();
            }
            Thread.sleep(100);
        }
        throw new AssertionError("chromium did not start");
    }

    /// Sets what a page is shown on.
    void screen(int width, int height, boolean dark) {
        JsonObject size = JsonParser.parseString(
                "{\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":false}".formatted(width, height))
                .getAsJsonObject();
        ask("Emulation.setDeviceMetricsOverride", size);
        ask("Emulation.setEmulatedMedia", JsonParser.parseString(
                "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]}"
                        .formatted(dark ? "dark" : "light"))
                .getAsJsonObject());
    }

    /// Opens a file and waits until it is there.
    void open(Path file) {
        loaded = new CompletableFuture<>();
        var to = new JsonObject();
        to.addProperty("url", file.toAbsolutePath().toUri().toString());
        ask("Page.navigate", to);
        loaded.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /// What an expression gives, as text.
    String evaluate(String expression) {
        var what = new JsonObject();
        what.addProperty("expression", expression);
        what.addProperty("returnByValue", true);
        JsonObject answer = ask("Runtime.evaluate", what);
        if (answer.has("exceptionDetails")) { throw new AssertionError(expression + ": " + answer); }
        JsonObject result = answer.getAsJsonObject("result");
        return result.has("value") ? result.get("value").getAsString() : result.get("type").getAsString();
    }

    /// A picture of a part of the page.
    void picture(Path file, int y, int width, int height) throws IOException {
        JsonObject what = JsonParser.parseString(
                "{\"captureBeyondViewport\":true,\"clip\":{\"x\":0,\"y\":%d,\"width\":%d,\"height\":%d,\"scale\":1}}"
                        .formatted(y, width, height))
                .getAsJsonObject();
        Files.write(file, Base64.getDecoder().decode(ask("Page.captureScreenshot", what).get("data").getAsString()));
    }

    /// What the console got that is wrong, and exceptions.
    List<String> errors() {
        return List.copyOf(errors);
    }

    private JsonObject ask(String method, JsonObject parameters) {
        var question = new JsonObject();
        int id = last.incrementAndGet();
        question.addProperty("id", id);
        question.addProperty("method", method);
        question.add("params", parameters);
        var answer = new CompletableFuture<JsonObject>();
        asked.put(id, answer);
        socket.sendText(question.toString(), true).join();
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        message.append(part);
        if (isLast) {
            JsonObject said = JsonParser.parseString(message.toString()).getAsJsonObject();
            message.setLength(0);
            if (said.has("id")) {
                asked.remove(said.get("id").getAsInt())
                        .complete(said.has("result") ? said.getAsJsonObject("result") : said);
            } else {
                event(said.get("method").getAsString(), said.getAsJsonObject("params"));
            }
        }
        from.request(1);
        return CompletableFuture.completedStage(true);
    }

    private void event(String method, JsonObject about) {
        switch (method) {
            case "Page.loadEventFired" -> loaded.complete(true);
            case "Runtime.exceptionThrown" -> errors.add(about.toString());
            case "Log.entryAdded" -> errors.add(about.getAsJsonObject("entry").get("text").getAsString());
            case "Runtime.consoleAPICalled" -> errors.add(about.toString());
            default -> {}
        }
    }

    @Override public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
