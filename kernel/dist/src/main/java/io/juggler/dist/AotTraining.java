package io.juggler.dist;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT caches of both processes: a kernel is started with the flags of its kernelspec,
 * works through a session as a front end would ask for it, and writes its caches when it ends.
 */
final class AotTraining {

    /**
     * With profiles in its cache, a JVM compiles what was hot in training as soon as it has
     * started: 100 ms of a core, just when both are wanted for the first cell.
     */
    private static final String WITHOUT_PROFILES =
            "-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration CELL_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofMinutes(2);

    /**
     * What people do first: values, output, types, streams, errors, and the lab's comparison. No
     * completions: every class in a cache is loaded at every start, and JShell's alone took 8 ms of
     * it; the first completion, once, takes 60 ms more without.
     */
    private static final List<String> CELLS =
            List.of(
                    "1+1",
                    """
                    System.out.println("Hello");
                    var x = 6 * 7;
                    x
                    """,
                    """
                    record Point(int x, int y) {}
                    var points = List.of(new Point(1, 2), new Point(3, 4));
                    points
                    """,
                    """
                    int twice(int n) {
                        return 2 * n;
                    }
                    IntStream.range(0, 5).map(n -> twice(n)).boxed().toList()
                    """,
                    """
                    for (int i = 0; i < 3; i++) {
                        System.out.printf("%d%n", i);
                    }
                    """,
                    """
                    Thread.ofVirtual().start(() -> System.out.println("there")).join();
                    """,
                    """
                    compare(task("square", i -> i * i), 3)
                    """,
                    """
                    int wrong = "text";
                    """,
                    """
                    throw new IllegalStateException("thrown");
                    """);

    private final KernelCommand command;

    AotTraining(KernelCommand command) {
        this.command = command;
    }

    /**
     * Trains and puts both caches in their places.
     *
     * @return what could not be done, for the user; empty where both caches stand
     */
    Optional<String> run() throws IOException {
        var server = command.serverCache().file();
        var worker = command.workerCache().file();
        if (Files.exists(server) && Files.exists(worker)) {
            return Optional.empty();
        }
        Files.createDirectories(command.caches());
        var folder = Files.createTempDirectory("juggler-training-");
        try {
            var trained = List.of(folder.resolve("server.aot"), folder.resolve("worker.aot"));
            var problem = session(folder, trained);
            if (problem.isPresent()) {
                return problem;
            }
            publish(trained.get(0), server);
            publish(trained.get(1), worker);
            return Optional.empty();
        } finally {
            Folders.delete(folder);
        }
    }

    private Optional<String> session(Path folder, List<Path> caches) throws IOException {
        var log = folder.resolve("kernel.log");
        try (var client = new KernelClient(folder)) {
            var builder =
                    new ProcessBuilder(
                            command.train(
                                    caches.get(0),
                                    caches.get(1),
                                    client.connectionFile().toString()));
            builder.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // What it runs is no user's history.
            builder.environment()
                    .put("JUGGLER_HISTORY", folder.resolve("history.sqlite").toString());
            builder.environment().put("JDK_JAVA_OPTIONS", WITHOUT_PROFILES);
            // What is trained is what a kernel does by default.
            builder.environment().remove(EngineKind.VARIABLE);
            var kernel = builder.start();
            try {
                converse(client);
                if (!kernel.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.of(
                            "the kernel did not end within " + END_LIMIT.toSeconds() + " s");
                }
            } catch (IOException e) {
                return Optional.of(e.getMessage() + lastLine(log));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            } finally {
                kernel.descendants().forEach(ProcessHandle::destroyForcibly);
                kernel.destroyForcibly();
            }
        }
        for (var cache : caches) {
            if (!Files.exists(cache)) {
                return Optional.of("the kernel wrote no " + cache.getFileName() + lastLine(log));
            }
        }
        return Optional.empty();
    }

    private static void converse(KernelClient client) throws IOException {
        var json = new JsonMapper();
        client.awaitReady(START_LIMIT);
        var first = client.execute(CELLS.getFirst(), CELL_LIMIT);
        if (!first.equals("ok")) {
            // Caches of a session in which nothing works would be of no use to one that does.
            throw new IOException("the kernel answers \"" + first + "\" to its first cell");
        }
        for (var cell : CELLS.subList(1, CELLS.size())) {
            client.execute(cell, CELL_LIMIT);
        }
        client.request(
                KernelClient.Channel.CONTROL,
                "shutdown_request",
                json.createObjectNode().put("restart", false),
                CELL_LIMIT);
    }

    /** Whole or not at all: a kernel may start while it is written. */
    private static void publish(Path trained, Path place) throws IOException {
        var beside =
                place.resolveSibling(place.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.copy(trained, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static String lastLine(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((_, last) -> last)
                    .map(line -> " (" + line + ")")
                    .orElse("");
        }
    }
}
