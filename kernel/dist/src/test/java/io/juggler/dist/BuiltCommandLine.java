package io.juggler.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command line that the build put together, in a process of its own.
 *
 * @param home the distribution
 * @param user a home folder for it, so that it leaves the user's alone
 */
record BuiltCommandLine(Path home, Path user) {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What a command did. */
    record Ended(int status, String out, String err) {}

    /** The folder that the package phase leaves. */
    static Path built() {
        return Path.of("target/juggler").toAbsolutePath();
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(KernelCommand.thisJava().toString());
        command.addAll(
                List.of(
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-cp",
                        home.resolve("lib/server") + "/*",
                        "io.juggler.dist.Juggler"));
        command.addAll(List.of(arguments));
        return run(command, Map.of("HOME", user.toString()));
    }

    /** Runs any command, with these variables set and those that name other folders unset. */
    static Ended run(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        var out = Files.createTempFile("juggler", ".out");
        var err = Files.createTempFile("juggler", ".err");
        var builder = new ProcessBuilder(command);
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of("XDG_CACHE_HOME", "XDG_DATA_HOME", "JUPYTER_DATA_DIR"));
        builder.environment().putAll(variables);
        var process = builder.start();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command + " did not end in time: " + text(out) + text(err));
            }
            return new Ended(process.exitValue(), text(out), text(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
