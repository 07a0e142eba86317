package io.juggler.server.magics;

import io.juggler.server.engine.Outcome;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Other programs, and the variables that they see. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class ShellMagics {
    /** As IPython's users call a program. */
    private static final Pattern BANG = Pattern.compile("\\s*!\\s*([\\w./~].*)");

    /** How long a program may take to end when it was interrupted, before it is killed. */
    private static final long GRACE_MS = 500;

    private ShellMagics() {}

    /** What does not compile as it is IPython's, with what to write instead. */
    static Outcome hinted(Outcome outcome, String source) {
        if (!(outcome instanceof Outcome.CompileError(var problems))) {
            return outcome;
        }
        var lines = source.lines().toList();
        return new Outcome.CompileError(
                problems.stream().map(each -> hinted(each, lines)).toList());
    }

    private static Outcome.Problem hinted(Outcome.Problem problem, List<String> lines) {
        if (problem.line() < 1 || problem.line() > lines.size()) {
            return problem;
        }
        var command = BANG.matcher(lines.get(problem.line() - 1));
        return command.matches()
                ? new Outcome.Problem(
                        problem.message() + "\na program is called by %sh " + command.group(1),
                        problem.line(),
                        problem.column(),
                        problem.length())
                : problem;
    }

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.both(
                                "bash",
                                "%%bash",
                                "runs the cell's text, or the line's, in bash; output streams, and"
                                        + " an exit status that is not 0 is an error",
                                (call, context) -> shell("bash", call, context))
                        .waiting(),
                KernelMagic.both(
                                "sh",
                                "%sh command",
                                "as %%bash, in sh; called by code it gives the output's lines",
                                (call, context) -> shell("sh", call, context))
                        .also("system", "sx", "shell")
                        .waiting(),
                KernelMagic.line(
                                "env",
                                "%env [name[=value]]",
                                "lists, reads or sets environment variables, also of the cells'"
                                        + " own process",
                                ShellMagics::environment)
                        .also("set_env")
                        .completing(
                                (arguments, context) ->
                                        environment(context).keySet().stream()
                                                .filter(
                                                        name ->
                                                                name.startsWith(
                                                                        arguments.getLast()))
                                                .toList()));
    }

    private static Object shell(String program, Call call, MagicContext context)
            throws MagicFailure, IOException, InterruptedException {
        var script = call.isCellMagic() ? call.body() : call.rest();
        if (script.isBlank()) {
            throw new MagicFailure("there is nothing to run");
        }
        var builder = new ProcessBuilder(program, "-c", script);
        builder.directory(context.state().folder().toFile());
        builder.environment().putAll(context.state().environment());
        builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new MagicFailure(program + " cannot be started: " + e.getMessage(), e);
        }
        var collected = new StringBuilder();
        Consumer<String> out = context.isInline() ? collected::append : context::print;
        var stdout = follow(process.getInputStream(), out);
        var stderr = follow(process.getErrorStream(), context::printError);
        try {
            int status = process.waitFor();
            stdout.join();
            stderr.join();
            if (status != 0) {
                throw new MagicFailure("the exit status is " + status);
            }
        } finally {
            if (process.isAlive()) {
                end(process);
            }
        }
        return context.isInline() ? collected.toString().lines().toList() : null;
    }

    private static java.io.File nothing() {
        return new java.io.File(java.io.File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private static void end(Process process) throws InterruptedException {
        var all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        Thread.interrupted(); // it was told; it still waits for the process
        if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** Hands on what a stream brings, as soon as it does, and never half a character. */
    private static Thread follow(InputStream stream, Consumer<String> to) {
        return Thread.ofPlatform()
                .daemon()
                .name("juggler-magic-output")
                .start(
                        () -> {
                            var decoder =
                                    StandardCharsets.UTF_8
                                            .newDecoder()
                                            .onMalformedInput(CodingErrorAction.REPLACE)
                                            .onUnmappableCharacter(CodingErrorAction.REPLACE);
                            var bytes = ByteBuffer.allocate(16 << 10);
                            var chars = CharBuffer.allocate(16 << 10);
                            try (stream) {
                                while (true) {
                                    int count =
                                            stream.read(
                                                    bytes.array(),
                                                    bytes.position(),
                                                    bytes.remaining());
                                    bytes.position(bytes.position() + Math.max(0, count));
                                    bytes.flip();
                                    decoder.decode(bytes, chars, count < 0);
                                    bytes.compact();
                                    chars.flip();
                                    if (chars.hasRemaining()) {
                                        to.accept(chars.toString());
                                    }
                                    chars.clear();
                                    if (count < 0) {
                                        return;
                                    }
                                }
                            } catch (IOException e) {
                                // The program was ended, and its output with it.
                            }
                        });
    }

    private static Object environment(Call call, MagicContext context) throws MagicFailure {
        if (call.rest().isEmpty()) {
            var all = new StringBuilder();
            environment(context)
                    .forEach(
                            (name, value) ->
                                    all.append(name).append('=').append(value).append('\n'));
            if (!context.isInline()) {
                context.print(all.toString());
            }
            return all.toString().lines().toList();
        }
        int equals = call.rest().indexOf('=');
        int blank = call.rest().indexOf(' ');
        int end = equals >= 0 && (blank < 0 || equals < blank) ? equals : blank;
        if (end < 0) {
            var value = environment(context).get(call.rest());
            if (value == null) {
                throw new MagicFailure("there is no environment variable " + call.rest());
            }
            if (!context.isInline()) {
                context.print(value + "\n");
            }
            return value;
        }
        var name = call.rest().substring(0, end).strip();
        var parts = Call.split(call.rest().substring(end + 1));
        var value = String.join(" ", parts);
        context.state().environment().put(name, value);
        if (!context.isInline()) {
            context.print("env: " + name + "=" + value + "\n");
            return context.run(
                    "io.juggler.worker.Environment.set("
                            + JavaText.literal(name)
                            + ", "
                            + JavaText.literal(value)
                            + ");",
                    call.line());
        }
        return value;
    }

    private static Map<String, String> environment(MagicContext context) {
        var all = new TreeMap<>(System.getenv());
        all.putAll(context.state().environment());
        return all;
    }
}
