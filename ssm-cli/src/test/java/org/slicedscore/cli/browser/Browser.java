package org.slicedscore.cli.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium with one page, driven through its DevTools protocol. A machine without Chromium is an error that says what to
 * install, and no reason to skip a test.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = java.util.Collections.synchronizedList(new ArrayList<>());
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private int last;

    private Browser(Process process, Path profile, int port) throws Exception {
        this.process = process;
        this.profile = profile;
        HttpRequest targets = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        JsonNode all = JSON.readTree(
                client.send(targets, HttpResponse.BodyHandlers.ofString()).body());
        String address = "";
        for (JsonNode target : all) {
            if (target.path("type").asText().equals("page")) {
                address = target.path("webSocketDebuggerUrl").asText();
            }
        }
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listener())
                .get(SECONDS, TimeUnit.SECONDS);
        ask("Runtime.enable", Map.of());
        ask("Log.enable", Map.of());
        ask("Page.enable", Map.of());
        ask("Network.enable", Map.of());
    }

    /** Starts the browser. */
    public static Browser start() throws Exception {
        Path profile = Files.createTempDirectory("browser");
        List<String> command = new ArrayList<>(List.of(
                program(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank"));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(profile.resolve("errors.txt").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        for (long end = System.nanoTime() + SECONDS * 1_000_000_000L; System.nanoTime() < end; ) {
            if (Files.exists(port) && Files.readString(port).contains("\n")) {
                int number = Integer.parseInt(
                        Files.readString(port).lines().findFirst().orElseThrow());
                return new Browser(process, profile, number);
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IllegalStateException("Chromium does not start: " + Files.readString(profile.resolve("errors.txt")));
    }

    private static String program() {
        for (String name : NAMES) {
            for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator)) {
                Path path = Path.of(folder, name);
                if (Files.isExecutable(path)) {
                    return path.toString();
                }
            }
        }
        throw new IllegalStateException(
                "the tests of reports need Chromium, which is not on the PATH; on Debian: apt-get install chromium");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean end) {
            text.append(data);
            if (end) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void take(String message) {
        try {
            JsonNode node = JSON.readTree(message);
            if (node.has("id")) {
                answers.remove(node.get("id").asInt()).complete(node);
                return;
            }
            JsonNode what = node.path("params");
            switch (node.path("method").asText()) {
                case "Page.loadEventFired" -> loaded.complete(null);
                case "Runtime.exceptionThrown" ->
                    complaints.add(what.path("exceptionDetails").toString());
                case "Log.entryAdded" -> complaints.add(what.path("entry").toString());
                case "Runtime.consoleAPICalled" ->
                    complaints.add(what.path("args").toString());
                case "Network.requestWillBeSent" -> {
                    String url = what.path("request").path("url").asText();
                    if (!url.startsWith("file:") && !url.startsWith("data:")) {
                        complaints.add("asks the network for " + url);
                    }
                }
                default -> {}
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        }
    }

    private JsonNode ask(String method, Map<String, Object> params) throws Exception {
        int id = ++last;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(params));
        socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        JsonNode found = answer.get(SECONDS, TimeUnit.SECONDS);
        if (found.has("error")) {
            throw new IllegalStateException(method + ": " + found.get("error"));
        }
        return found.path("result");
    }

    /** Opens a file at a width, in the light or in the dark, and waits until all is there. */
    public void open(Path file, int width, boolean dark) throws Exception {
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        loaded = new CompletableFuture<>();
        ask("Page.navigate", Map.of("url", file.toUri().toString()));
        loaded.get(SECONDS, TimeUnit.SECONDS);
    }

    /** The value of a JavaScript expression. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode result = ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** What the page has complained of: messages on its console, errors of scripts, and requests to a network. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** A picture of a stretch of the page, from a height down. */
    public void picture(Path png, int width, int from, int height) throws Exception {
        Map<String, Object> clip = Map.of("x", 0, "y", from, "width", width, "height", height, "scale", 1);
        JsonNode shot =
                ask("Page.captureScreenshot", Map.of("format", "png", "clip", clip, "captureBeyondViewport", true));
        Files.write(png, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                file.toFile().delete();
            }
        }
    }

    /** Takes pictures of a page by hand: FILE WIDTH FROM HEIGHT PNG, and the word dark. */
    public static void main(String[] args) throws Exception {
        try (Browser browser = start()) {
            int width = Integer.parseInt(args[1]);
            browser.open(Path.of(args[0]).toAbsolutePath(), width, args.length > 5);
            browser.picture(Path.of(args[4]), width, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            System.out.println(
                    browser.evaluate("[document.documentElement.scrollWidth, document.body.scrollHeight].join()")
                                    .asText()
                            + " " + browser.complaints());
        }
    }
}
