package io.juggler.dist.lessons;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * A process that has ended.
 *
 * @param status its exit status
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
record Finished(int status, String out, String err) {

    /**
     * Runs it to its end.
     *
     * @throws IOException where it has not ended within the limit; it is killed then, with what it
     *     started
     */
    static Finished run(ProcessBuilder process, Duration limit) throws IOException {
        var out = Files.createTempFile("out", ".txt");
        var err = Files.createTempFile("err", ".txt");
        try {
            var started = process.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            started.getOutputStream().close();
            boolean ended = started.waitFor(limit);
            if (!ended) {
                started.descendants().forEach(ProcessHandle::destroyForcibly);
                started.destroyForcibly();
            }
            var finished =
                    new Finished(
                            ended ? started.exitValue() : -1,
                            Files.readString(out),
                            Files.readString(err));
            if (!ended) {
                throw new IOException(
                        process.command() + " did not end within " + limit + ": " + finished);
            }
            return finished;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
