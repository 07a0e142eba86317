package io.juggler.server.worker;

import io.juggler.wire.Report;
import io.juggler.wire.WorkerSetup;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The worker as the operating system sees it: its start, its end, and what it left behind. Any
 * thread calls.
 */
final class WorkerChild {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String OUT_OF_MEMORY =
            "the worker ran out of memory: what the cells hold fills its heap";
    private static final int LOG_TAIL_LINES = 5;
    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    private final Process process;
    private final Path log;
    private final Path logs;
    private final OutOfMemoryKills kills;
    private final CompletableFuture<Void> gone;

    private WorkerChild(Process process, Path log, Path logs, OutOfMemoryKills kills) {
        this.process = process;
        this.log = log;
        this.logs = logs;
        this.kills = kills;
        gone = process.onExit().thenRun(this::deleteEmptyLog);
    }

    static WorkerChild spawn(WorkerLaunch launch) throws IOException {
        Files.createDirectories(launch.logs());
        var name =
                "worker-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".log";
        var log = launch.logs().resolve(name);
        var command = new ArrayList<String>();
        command.add(launch.java().toString());
        // Where the JVM would write into the working folder, which is the user's.
        command.add("-XX:ErrorFile=" + launch.logs().resolve("hs_err_%p.log"));
        command.add("-XX:ReplayDataFile=" + launch.logs().resolve("replay_%p.log"));
        command.add("-XX:HeapDumpPath=" + launch.logs());
        command.addAll(launch.flags());
        command.addAll(WorkerLaunch.OWN_FLAGS);
        command.add("-cp");
        command.add(
                launch.classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        command.add(WorkerLaunch.MAIN_CLASS);
        var builder =
                new ProcessBuilder(command)
                        .directory(launch.workingDirectory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(launch.environment());
        var kills = OutOfMemoryKills.now();
        return new WorkerChild(builder.start(), log, launch.logs(), kills);
    }

    long pid() {
        return process.pid();
    }

    /** Tells the process where to connect; its standard input ends with that. */
    void sendSetup(WorkerSetup setup) throws IOException {
        try (var stdin = process.getOutputStream()) {
            setup.writeTo(stdin);
        }
    }

    /** Has an action run when the process is gone, also where it is gone already. */
    void onExit(Runnable action) {
        var _ = gone.thenRun(action);
    }

    /** Waits until it is gone and nothing of it is left but what it had to say. */
    boolean awaitExit(int millis) {
        try {
            gone.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills it, whatever it does, and waits until it is gone. */
    void kill(int seconds) {
        process.destroyForcibly();
        awaitExit((int) TimeUnit.SECONDS.toMillis(seconds));
    }

    /** Waits until it is gone by itself, and kills it when that takes longer. */
    void endWithin(int seconds) {
        if (!awaitExit((int) TimeUnit.SECONDS.toMillis(seconds))) {
            kill(seconds);
        }
    }

    /** Its exit status; -1 where it is not gone. */
    int exitStatus() {
        return process.isAlive() ? -1 : process.exitValue();
    }

    /**
     * Why it is gone, for a user, and what it left to look at.
     *
     * @param announced what it said about that itself, or null
     * @param neverConnected whether it was gone before it could run anything
     */
    String reason(Report.Exiting.Cause announced, boolean neverConnected) {
        var dump = logs.resolve("java_pid" + pid() + ".hprof");
        return cause(announced, neverConnected)
                + (Files.exists(dump) ? " (its heap dump: " + dump + ")" : "");
    }

    private String cause(Report.Exiting.Cause announced, boolean neverConnected) {
        int status = exitStatus();
        if (announced != null) {
            return switch (announced) {
                case CALLED -> "the code called System.exit(" + status + ")";
                case ASKED ->
                        "the worker process was asked to end" + bySignal(status - SIGNAL_BASE);
                case OUT_OF_MEMORY -> OUT_OF_MEMORY;
            };
        }
        if (status == WorkerSetup.OUT_OF_MEMORY_STATUS) {
            return OUT_OF_MEMORY;
        }
        var crash = crashReport();
        if (crash.isPresent()) {
            return crash.get();
        }
        if (status == SIGNAL_BASE + SIGKILL) {
            return kills.haveGrown()
                    ? "the system killed the worker process because memory ran out (signal 9)"
                    : "the worker process was killed (signal 9)";
        }
        if (status > SIGNAL_BASE) {
            return "the worker process was ended" + bySignal(status - SIGNAL_BASE) + logTail();
        }
        if (neverConnected) {
            return "the worker did not start (exit status " + status + ")" + logTail();
        }
        var said = logTail();
        // So full that the worker could not even announce it: the JVM's own words are what is left.
        if (said.contains(OutOfMemoryError.class.getName())) {
            return OUT_OF_MEMORY + said;
        }
        return "the worker process ended at once with status "
                + status
                + ", as Runtime.halt("
                + status
                + ") does"
                + said;
    }

    private static String bySignal(int signal) {
        return signal == SIGTERM
                ? " (signal 15, SIGTERM)"
                : signal > 0 ? " (signal " + signal + ")" : "";
    }

    /** The JVM's own report of a crash: what it says in its first lines, and where it is. */
    private Optional<String> crashReport() {
        var report = logs.resolve("hs_err_" + pid() + ".log");
        if (!Files.exists(report)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
            String what =
                    lines.limit(30)
                            .map(line -> line.replaceFirst("^#\\s*", "").strip())
                            .filter(
                                    line ->
                                            line.startsWith("SIG")
                                                    || line.startsWith("Native memory")
                                                    || line.startsWith("EXCEPTION")
                                                    || line.startsWith("Out of Memory")
                                                    || line.startsWith("Internal Error"))
                            .findFirst()
                            .orElse("fatal error");
            return Optional.of("the JVM crashed: " + what + " (its report: " + report + ")");
        } catch (IOException e) {
            return Optional.of("the JVM crashed (its report: " + report + ")");
        }
    }

    /** The last lines that the JVM printed, without those of stack traces. */
    private String logTail() {
        List<String> lines = List.of();
        try (var all = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines = all.filter(line -> !line.isBlank() && !line.startsWith("\t")).toList();
        } catch (IOException | UncheckedIOException e) {
            // Then it said nothing, or nobody knows what.
        }
        return lines.isEmpty()
                ? ""
                : "; it said:\n"
                        + String.join(
                                "\n",
                                lines.subList(
                                        Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    private void deleteEmptyLog() {
        try {
            if (Files.exists(log) && Files.size(log) == 0) {
                Files.delete(log);
            }
        } catch (IOException e) {
            // A log too many does no harm.
        }
    }
}
