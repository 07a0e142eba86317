package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * A real Jupyter server on the loopback address, with the installed kernel and nothing of the
 * user's settings.
 */
final class JupyterServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String token = UUID.randomUUID().toString();
    private final int port;
    private final Process process;
    private final Path log;

    private JupyterServer(Installation installation, String module, Path folder)
            throws IOException {
        port = freePort();
        log =
                Files.createTempFile(
                        Files.createDirectories(installation.folder().resolve("logs")),
                        module,
                        ".log");
        var python =
                installation.python(
                        "-m",
                        module,
                        "--no-browser",
                        "--allow-root",
                        "--ip=127.0.0.1",
                        "--port=" + port,
                        "--ServerApp.port_retries=0",
                        "--ServerApp.root_dir=" + folder,
                        "--IdentityProvider.token=" + token);
        python.environment().put("JUPYTERLAB_SETTINGS_DIR", settings(installation).toString());
        process = python.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param module such as {@code jupyterlab}
     * @param folder what it serves
     */
    static JupyterServer start(Installation installation, String module, Path folder)
            throws IOException, InterruptedException {
        var server = new JupyterServer(installation, module, folder);
        try {
            server.awaitAnswer();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where JupyterLab looks for what users set in its menus. */
    static Path settings(Installation installation) {
        return installation.folder().resolve("settings");
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try {
                if (http.send(request("api/status").build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (java.net.ConnectException e) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
        throw new IOException("Jupyter's server does not answer: " + Files.readString(log));
    }

    /** Starts a kernel, as opening a notebook does. */
    void startKernel(String name) throws IOException, InterruptedException {
        var started =
                http.send(
                        request("api/kernels")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"name\": \"" + name + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertEquals(201, started.statusCode(), started::body);
    }

    /** A page of it, for a browser that has not logged in. */
    String url(String path) {
        return "http://127.0.0.1:" + port + "/" + path + "?token=" + token;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    Processes processes() throws InterruptedException {
        return Processes.below(process.toHandle());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "token " + token);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Ends it, and every kernel below it. */
    @Override
    public void close() {
        var below = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(Duration.ofSeconds(15))) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroyForcibly);
        http.close();
    }
}
