package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.testing.Outside;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A kernel, started and spoken to by Python's {@code jupyter_client}: see {@code
 * src/test/python/client.py}. Every message that the kernel sends is held against the protocol's
 * schema; {@link #close} fails where one did not fit.
 */
final class JupyterClient implements AutoCloseable {

    private static final Duration CELL = Duration.ofMinutes(4);
    private static final String GONE = "";

    /**
     * Jupyter looks for free ports and lets go of them again; a lesson beside this one opens a
     * thousand connections, each with a port. Jupyter's server tries others then, too.
     */
    private static final String PORT_TAKEN = "Address already in use";

    private static final int TRIES = 3;

    private final JsonMapper json = new JsonMapper();
    private final Process python;
    private final Writer requests;

    private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
    private final Path log;
    private JsonNode malformed = json.createArrayNode();
    private Set<String> kinds = Set.of();

    private JupyterClient(Installation installation, Consumer<ProcessBuilder> surroundings)
            throws IOException {
        log =
                Files.createTempFile(
                        Files.createDirectories(installation.folder().resolve("logs")),
                        "client",
                        ".log");
        var script = Outside.root().resolve("kernel/dist/src/test/python/client.py");
        var process = installation.python("-u", script.toString()).redirectError(log.toFile());
        surroundings.accept(process);
        python = process.start();
        requests = python.outputWriter(java.nio.charset.StandardCharsets.UTF_8);
        Thread.ofVirtual()
                .start(() -> read(python.inputReader(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** Starts a kernel; returns when it has answered. */
    static JupyterClient start(Installation installation) throws IOException {
        return start(installation, _ -> {});
    }

    /**
     * Starts a kernel somewhere else.
     *
     * @param surroundings changes the command or its environment, before it is started
     */
    static JupyterClient start(Installation installation, Consumer<ProcessBuilder> surroundings)
            throws IOException {
        for (int tries = 1; ; tries++) {
            var client = new JupyterClient(installation, surroundings);
            try {
                client.call("start");
                return client;
            } catch (RuntimeException | Error e) {
                client.end();
                throw e;
            } catch (IOException e) {
                client.end();
                if (tries == TRIES || !e.getMessage().contains(PORT_TAKEN)) {
                    throw e;
                }
            }
        }
    }

    /**
     * What came of a cell.
     *
     * @param reply the content of its execute_reply
     * @param outputs content of what came on iopub, with the message's type as "type"
     * @param seconds from the request to the later of reply and idle
     */
    record Ended(JsonNode reply, List<JsonNode> outputs, double seconds) {

        String status() {
            return reply.path("status").asString();
        }

        /** The text/plain of its value; empty where it has none. */
        String value() {
            return data("text/plain");
        }

        /** That form of its value; empty where it has none. */
        String data(String mimeType) {
            return outputs.stream()
                    .filter(output -> output.path("type").asString().equals("execute_result"))
                    .map(output -> output.path("data").path(mimeType).asString(""))
                    .findFirst()
                    .orElse("");
        }

        /** All that it printed. */
        String printed() {
            var text = new StringBuilder();
            outputs.stream()
                    .filter(output -> output.path("type").asString().equals("stream"))
                    .forEach(output -> text.append(output.path("text").asString()));
            return text.toString();
        }

        Ended ok() {
            assertEquals("ok", status(), () -> "the cell ended with " + reply + " " + outputs);
            assertEquals(List.of(), errors());
            return this;
        }

        List<JsonNode> errors() {
            return outputs.stream()
                    .filter(output -> output.path("type").asString().equals("error"))
                    .toList();
        }
    }

    Ended execute(String code) throws IOException {
        return ended(call("execute", "code", code));
    }

    /** Starts a cell, and returns when it has printed that text. */
    String begin(String code, String until) throws IOException {
        return call("begin", "code", code, "until", until).path("request").asString();
    }

    /** Waits for the end of a cell that was begun. */
    Ended end(String request) throws IOException {
        return ended(call("end", "request", request));
    }

    /** Interrupts what runs; returns with the kernel's reply. */
    JsonNode interrupt() throws IOException {
        return request("control", "interrupt_request", "{}");
    }

    /** Sends any request; returns with its reply. */
    JsonNode request(String channel, String type, String content) throws IOException {
        var call = request("request");
        call.put("channel", channel).put("type", type).set("content", json.readTree(content));
        return call(call);
    }

    /** Sends something that no proper client would; true where the kernel answered it. */
    boolean misbehave(String how, String argument, String value) throws IOException {
        return call(how, argument, value).path("answered").asBoolean();
    }

    /** Sends frames as they are; true where the kernel answered. */
    boolean frames(String... frames) throws IOException {
        var call = request("frames");
        var texts = call.putArray("texts");
        List.of(frames).forEach(texts::add);
        return call(call).path("answered").asBoolean();
    }

    /** Asks the kernel to end. */
    JsonNode shutdown() throws IOException {
        return call("shutdown");
    }

    Processes processes() throws InterruptedException {
        return Processes.below(python.toHandle());
    }

    /** The types of the messages that the kernel has sent so far. */
    Set<String> kinds() {
        return kinds;
    }

    /** Ends the client, and the kernel where it still runs. */
    @Override
    public void close() {
        end();
        assertEquals(
                json.createArrayNode(),
                malformed,
                "messages that do not fit the protocol's schema");
    }

    private void end() {
        var kernel = python.descendants().toList();
        try {
            requests.close();
            if (!python.waitFor(Duration.ofSeconds(20))) {
                python.destroyForcibly();
            }
        } catch (IOException e) {
            python.destroyForcibly();
        } catch (InterruptedException e) {
            python.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        kernel.forEach(ProcessHandle::destroyForcibly);
    }

    private static Ended ended(JsonNode answer) {
        return new Ended(
                answer.path("reply"),
                StreamSupport.stream(answer.path("outputs").spliterator(), false).toList(),
                answer.path("seconds").asDouble());
    }

    private static Set<String> strings(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.toUnmodifiableSet());
    }

    private ObjectNode request(String function) {
        return json.createObjectNode().put("do", function);
    }

    private JsonNode call(String function, String... arguments) throws IOException {
        var call = request(function);
        for (int i = 0; i < arguments.length; i += 2) {
            call.put(arguments[i], arguments[i + 1]);
        }
        return call(call);
    }

    private JsonNode call(ObjectNode call) throws IOException {
        requests.write(json.writeValueAsString(call));
        requests.write('\n');
        requests.flush();
        try {
            // The client has limits of its own, shorter than this one.
            var line = answers.poll(CELL.toSeconds(), TimeUnit.SECONDS);
            if (line == null || line.equals(GONE)) {
                throw new IOException(
                        "the client does not answer " + call + ": " + Files.readString(log));
            }
            var answer = json.readTree(line);
            if (answer.has("failed")) {
                throw new IOException(
                        call
                                + ": "
                                + answer.path("failed").asString()
                                + Files.readString(log)
                                + Processes.threadDumps(python.toHandle()));
            }
            malformed = answer.path("malformed");
            kinds = strings(answer.path("kinds"));
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void read(BufferedReader from) {
        try (from) {
            for (var line = from.readLine(); line != null; line = from.readLine()) {
                answers.put(line);
            }
            answers.put(GONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
