package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The two processes of a running kernel, found by who started whom.
 *
 * @param server the one that Jupyter started
 * @param worker the one that the server started
 */
record Processes(ProcessHandle server, ProcessHandle worker) {

    private static final Duration START = Duration.ofSeconds(30);

    /** Those of the only kernel below that process; waits until both are there. */
    static Processes below(ProcessHandle parent) throws InterruptedException {
        long until = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < until) {
            var servers =
                    parent.descendants()
                            .filter(Processes::isJava)
                            .filter(Processes::isFirst)
                            .toList();
            if (servers.size() == 1) {
                var workers = servers.getFirst().children().filter(Processes::isJava).toList();
                if (workers.size() == 1) {
                    return new Processes(servers.getFirst(), workers.getFirst());
                }
            }
            Thread.sleep(20);
        }
        return fail("no kernel with a worker below process " + parent.pid());
    }

    /** As {@code kill -9} does. */
    static void kill(ProcessHandle process) {
        assertTrue(process.destroyForcibly(), () -> "cannot kill process " + process.pid());
    }

    /** Fails where one of them is still there after the limit. */
    static void assertGone(Duration limit, ProcessHandle... processes) throws Exception {
        long until = System.nanoTime() + limit.toNanos();
        var left = List.of(processes);
        while (!left.isEmpty() && System.nanoTime() < until) {
            Thread.sleep(20);
            left = left.stream().filter(Processes::isRunning).toList();
        }
        var told = left.stream().map(p -> p.pid() + " " + p.info().commandLine()).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        assertEquals(List.of(), told, "still there after " + limit.toMillis() + " ms");
    }

    /** A process that has ended stays in the list until its parent asks, without a command. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    /** Every Java process below that one with all its threads, for a report on what hangs. */
    static String threadDumps(ProcessHandle parent) {
        var jcmd =
                ProcessHandle.current()
                        .info()
                        .command()
                        .orElseThrow()
                        .replaceFirst("java$", "jcmd");
        var dumps = new StringBuilder();
        for (var process : parent.descendants().filter(Processes::isJava).toList()) {
            try {
                var dump =
                        Finished.run(
                                new ProcessBuilder(
                                        jcmd, Long.toString(process.pid()), "Thread.print"),
                                Duration.ofSeconds(10));
                dumps.append(dump.out()).append(dump.err());
            } catch (IOException e) {
                dumps.append(process.pid()).append(": ").append(e.getMessage());
            }
            dumps.append('\n');
        }
        return dumps.toString();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    private static boolean isFirst(ProcessHandle process) {
        return process.parent().map(parent -> !isJava(parent)).orElse(true);
    }
}
