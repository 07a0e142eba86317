package io.juggler.server.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker ends with its server, whatever it is doing and however the server ends. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrphansIT {
    private static final int GONE_SECONDS = 10;
    @TempDir Path folder;

    /**
     * A server in a process of its own: starts a worker, runs a cell in it, and waits to be ended.
     */
    static final class Server {
        private Server() {}

        /**
         * @param args the folder, and the cell's statements
         */
        public static void main(String[] args) throws Exception {
            var worker = new LiveWorker(Path.of(args[0]));
            worker.run("return 1;");
            System.out.println(worker.process.pid());
            worker.run(args[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(100_000); return 1;",
                "if (System.nanoTime() != 0) { while (true) Thread.onSpinWait(); } return 1;",
                "for (int i = 0; i < 4; i++) Thread.ofPlatform().start(() -> { while (true)"
                        + " Thread.onSpinWait(); }); Thread.currentThread().join(); return 1;",
                "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true)"
                        + " Thread.onSpinWait(); })); Thread.sleep(100_000); return 1;",
                "synchronized (Runtime.getRuntime()) { Thread.sleep(100_000); } return 1;",
                "if (System.nanoTime() != 0) { while (true) System.out.println(\"flood\"); } return"
                        + " 1;",
                "return System.in.read();"
            })
    void aWorkerEndsWhenItsServerIsKilled(String cell) throws Exception {
        var server = start(cell);
        var worker = ProcessHandle.of(workerOf(server)).orElseThrow();
        server.destroyForcibly();
        worker.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
        assertEquals(List.of(), leftIn(folder.resolve("tmp")));
    }

    @Test
    void aWorkerEndsWhenItsServerExits() throws Exception {
        var server = start("Thread.sleep(100_000); return 1;");
        var worker = ProcessHandle.of(workerOf(server)).orElseThrow();
        server.destroy();
        worker.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aFolderWhosePathIsTooLongForASocketIsNoHindrance() throws Exception {
        var longPath =
                Files.createDirectories(
                        folder.resolve("long".repeat(20)).resolve("path".repeat(20)));
        var server = start("Thread.sleep(100_000); return 1;", "-Djava.io.tmpdir=" + longPath);
        var worker = ProcessHandle.of(workerOf(server)).orElseThrow();
        assertTrue(worker.isAlive());
        assertEquals(List.of(), leftIn(longPath));
        server.destroyForcibly();
        worker.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
    }

    private Process start(String cell, String... flags) throws Exception {
        var temporary = Files.createDirectories(folder.resolve("tmp"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of(flags));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName(),
                        folder.toString(),
                        cell));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static long workerOf(Process server) throws Exception {
        var out =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        long pid = Long.parseLong(out.readLine());
        Thread.sleep(300); // into the cell
        return pid;
    }

    private static List<Path> leftIn(Path temporary) throws Exception {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperf"))
                    .toList();
        }
    }
}
