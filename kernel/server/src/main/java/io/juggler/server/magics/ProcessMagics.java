package io.juggler.server.magics;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Definitions.Kind;
import io.juggler.server.engine.Definitions.Known;
import io.juggler.server.engine.Kept;
import io.juggler.server.engine.Outcome;
import io.juggler.server.worker.WorkerLaunch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The process that runs the cells: begun anew, with other flags, with another JDK. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class ProcessMagics {
    private static final long CHECK_SECONDS = 30;
    private static final Pattern VERSION = Pattern.compile("version \"(\\d+)");
    private static final String PREVIEW = "--enable-preview";

    private ProcessMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.line(
                        "restart",
                        "%restart",
                        "replaces the process that runs the cells: imports, methods, types"
                                + " and dependencies come back, variables do not",
                        (_, context) -> restart(context, true)),
                KernelMagic.line(
                        "reset",
                        "%reset",
                        "forgets everything that cells defined, in a new process;"
                                + " dependencies stay",
                        (_, context) -> restart(context, false)),
                KernelMagic.line(
                        "jvm",
                        "%jvm [flag …] [--java home], %jvm default",
                        "the flags and the JDK of the process that runs the cells, such as"
                                + " -Xmx2g; the process is replaced",
                        ProcessMagics::jvm),
                KernelMagic.line(
                                "preview",
                                "%preview on, %preview off",
                                "allows Java's preview features, in the compiler and in the process"
                                        + " that runs the cells, which is replaced",
                                ProcessMagics::preview)
                        .completing(
                                (arguments, _) ->
                                        List.of("on", "off").stream()
                                                .filter(
                                                        word ->
                                                                word.startsWith(
                                                                        arguments.getLast()))
                                                .toList()),
                KernelMagic.line(
                        "javap",
                        "%javap [-c] [-v] class",
                        "takes a class apart: one of a cell's, of a library's or of the JDK's",
                        ProcessMagics::javap));
    }

    static Object restart(MagicContext context, boolean keep) throws MagicFailure {
        return replace(context, keep, launch -> launch);
    }

    private static Object replace(
            MagicContext context, boolean keep, UnaryOperator<WorkerLaunch> change)
            throws MagicFailure {
        var kept = restarted(context, keep, change);
        context.print((keep ? kept : "everything is forgotten; dependencies stay") + "\n");
        return null;
    }

    /** Replaces the process; says what came back. */
    private static String restarted(
            MagicContext context, boolean keep, UnaryOperator<WorkerLaunch> change)
            throws MagicFailure {
        var state = context.state();
        UnaryOperator<WorkerLaunch> here =
                launch ->
                        new WorkerLaunch(
                                launch.java(),
                                launch.flags(),
                                launch.classPath(),
                                state.folder(),
                                merged(launch, state),
                                launch.logs());
        state.workerDied();
        return StateMagics.definitions(context)
                .restart(context.cell(), keep, launch -> change.apply(here.apply(launch)));
    }

    private static java.util.Map<String, String> merged(WorkerLaunch launch, MagicState state) {
        var all = new java.util.TreeMap<>(launch.environment());
        all.putAll(state.environment());
        return all;
    }

    private static Object jvm(Call call, MagicContext context)
            throws MagicFailure, IOException, InterruptedException {
        var state = context.state();
        if (call.arguments().isEmpty()) {
            context.print(
                    "flags: "
                            + (state.flags().isEmpty() ? "none" : String.join(" ", state.flags()))
                            + "\nJDK: "
                            + (state.java() == null ? "the kernel's own" : state.java())
                            + "\n");
            return null;
        }
        var flags = new ArrayList<String>();
        Path java = state.java();
        if (!call.arguments().equals(List.of("default"))) {
            var arguments = call.arguments().iterator();
            while (arguments.hasNext()) {
                var each = arguments.next();
                if (each.equals("--java")) {
                    if (!arguments.hasNext()) {
                        throw new MagicFailure("--java wants a JDK's folder");
                    }
                    java = executable(context.path(arguments.next()));
                } else {
                    flags.add(each);
                }
            }
        } else {
            java = null;
        }
        check(java == null ? ownJava() : java, flags);
        var before = state.flags();
        state.flags(flags);
        state.java(java);
        var chosen = java;
        return replace(
                context,
                true,
                launch -> {
                    var all = new ArrayList<>(launch.flags());
                    all.removeAll(before);
                    all.addAll(flags);
                    return with(launch, chosen == null ? ownJava() : chosen, all);
                });
    }

    private static WorkerLaunch with(WorkerLaunch launch, Path java, List<String> flags) {
        return new WorkerLaunch(
                java,
                flags,
                launch.classPath(),
                launch.workingDirectory(),
                launch.environment(),
                launch.logs());
    }

    private static Path ownJava() {
        return Path.of(
                System.getProperty("java.home"),
                "bin",
                java.io.File.separatorChar == '\\' ? "java.exe" : "java");
    }

    private static Path executable(Path home) throws MagicFailure {
        var java = Files.isDirectory(home) ? home.resolve("bin").resolve("java") : home;
        if (!Files.isExecutable(java)) {
            throw new MagicFailure("there is no java at " + java);
        }
        return java;
    }

    /** A process that cannot start would cost the one that runs. */
    private static void check(Path java, List<String> flags)
            throws MagicFailure, IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.add("-version");
        var output = Files.createTempFile("juggler", ".txt");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            var text = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new MagicFailure(
                        "this JVM does not start with "
                                + String.join(" ", flags)
                                + ":\n"
                                + text.lines().limit(5).collect(Collectors.joining("\n")));
            }
            var version = VERSION.matcher(text);
            int wanted = Runtime.version().feature();
            if (version.find() && Integer.parseInt(version.group(1)) < wanted) {
                throw new MagicFailure(
                        java + " is Java " + version.group(1) + "; cells need " + wanted);
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Object preview(Call call, MagicContext context) throws MagicFailure {
        boolean on =
                switch (call.rest()) {
                    case "", "on" -> true;
                    case "off" -> false;
                    default -> throw new MagicFailure("%preview on, or %preview off");
                };
        var definitions = StateMagics.definitions(context);
        // What was compiled with preview features cannot be loaded without them: it is compiled
        // again.
        var written = on ? List.<Known>of() : definitions.known();
        definitions.preview(on);
        var came =
                restarted(
                        context,
                        on,
                        launch -> {
                            var flags = new ArrayList<>(launch.flags());
                            flags.remove(PREVIEW);
                            if (on) {
                                flags.add(PREVIEW);
                            }
                            return with(launch, launch.java(), flags);
                        });
        context.print((on ? came : compiledAgain(written, context)) + "\n");
        return null;
    }

    private static String compiledAgain(List<Known> written, MagicContext context)
            throws MagicFailure {
        var back = new EnumMap<Kind, Integer>(Kind.class);
        var lost = new ArrayList<String>();
        for (var each : written) {
            if (each.kind() != Kind.VARIABLE) {
                var title = each.cell().isEmpty() ? context.cell().title() : each.cell();
                var cell = new Cell(context.cell().id(), title, each.source());
                if (context.engine().execute(cell) instanceof Outcome.Empty) {
                    back.merge(each.kind(), 1, Integer::sum);
                } else {
                    lost.add(each.name().isEmpty() ? each.declaration() : each.name());
                }
            }
        }
        boolean variables = written.stream().anyMatch(each -> each.kind() == Kind.VARIABLE);
        var lines = new ArrayList<String>();
        if (variables || !back.isEmpty() || lost.isEmpty()) {
            lines.add(
                    new Kept(
                                    back.getOrDefault(Kind.IMPORT, 0),
                                    back.getOrDefault(Kind.METHOD, 0),
                                    back.getOrDefault(Kind.TYPE, 0),
                                    variables)
                            .text());
        }
        if (!lost.isEmpty()) {
            lines.add("without preview features these do not compile: " + String.join(", ", lost));
        }
        return String.join("\n", lines);
    }

    private static Object javap(Call call, MagicContext context) throws MagicFailure, IOException {
        if (call.arguments().isEmpty()) {
            throw new MagicFailure("which class? %javap [-c] class");
        }
        var name = call.arguments().getLast();
        var arguments = new ArrayList<>(call.arguments().subList(0, call.arguments().size() - 1));
        var own = StateMagics.definitions(context).classFile(name);
        Path file = null;
        try {
            if (own.isPresent()) {
                file = Files.createTempFile("juggler", ".class");
                Files.write(file, own.get());
                arguments.add(file.toString());
            } else {
                arguments.add("-cp");
                arguments.add(
                        context.state().classPath().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(java.io.File.pathSeparator)));
                arguments.add(name);
            }
            var bytes = new ByteArrayOutputStream();
            int status;
            try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
                status =
                        ToolProvider.findFirst("javap")
                                .orElseThrow(() -> new MagicFailure("this JDK has no javap"))
                                .run(out, out, arguments.toArray(String[]::new));
            }
            var text = bytes.toString(StandardCharsets.UTF_8);
            if (status != 0) {
                throw new MagicFailure(text.strip());
            }
            context.print(
                    file == null
                            ? text
                            : text.lines()
                                            .filter(line -> !line.contains("juggler"))
                                            .collect(Collectors.joining("\n"))
                                    + "\n");
            return null;
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
