package io.juggler.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A short command that was run to its end.
 *
 * @param status its exit status
 * @param output what it wrote to its standard output, without blanks at the ends
 */
record Subprocess(int status, String output) {

    /**
     * Runs a command; what it writes to its standard error is dropped.
     *
     * @throws IOException where it cannot be started, or has not ended within the limit
     */
    static Subprocess run(List<String> command, Duration limit) throws IOException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var output =
                new FutureTask<>(
                        () ->
                                new String(
                                        process.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8));
        Thread.ofVirtual().start(output);
        try {
            process.getOutputStream().close();
            var text = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (process.waitFor(limit)) {
                return new Subprocess(process.exitValue(), text.strip());
            }
            throw new IOException(late(command, limit));
        } catch (TimeoutException e) {
            throw new IOException(late(command, limit), e);
        } catch (ExecutionException e) {
            throw new IOException(command.getFirst() + ": " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String late(List<String> command, Duration limit) {
        return "%s did not end within %d s".formatted(command.getFirst(), limit.toSeconds());
    }
}
