package io.juggler.server.magics;

import io.juggler.server.engine.Definitions;
import io.juggler.server.engine.Definitions.Kind;
import io.juggler.server.engine.Definitions.Known;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** What cells have defined, and what ran. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class StateMagics {
    private static final int VALUE_WIDTH = 60;
    private static final String JSHELL =
            "%jshell /vars, /methods, /types, /imports, /list, /drop name, /reset";

    private StateMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.line(
                                "who",
                                "%who [type …]",
                                "lists the variables, methods and types that cells have defined;"
                                        + " with types the variables of these",
                                StateMagics::who)
                        .also("whos"),
                KernelMagic.line("jshell", JSHELL, "JShell's commands", StateMagics::jshell)
                        .completing(
                                (arguments, _) ->
                                        JSHELL.lines()
                                                .flatMap(
                                                        line ->
                                                                List.of(line.split("[ ,]+"))
                                                                        .stream())
                                                .filter(
                                                        word ->
                                                                word.startsWith("/")
                                                                        && word.startsWith(
                                                                                arguments
                                                                                        .getLast()))
                                                .toList()),
                KernelMagic.line(
                                "history",
                                "%history [-n count]",
                                "the cells that ran, the last ones only with -n",
                                StateMagics::history)
                        .also("hist"));
    }

    private static Object who(Call call, MagicContext context) throws MagicFailure {
        if (call.arguments().isEmpty()) {
            return list(
                    context,
                    known -> Set.of(Kind.VARIABLE, Kind.METHOD, Kind.TYPE).contains(known.kind()));
        }
        return list(
                context,
                known ->
                        known.kind() == Kind.VARIABLE
                                && call.arguments().stream().anyMatch(type -> isOf(type, known)));
    }

    /** Whether a variable is of that type; {@code List} stands for every List. */
    private static boolean isOf(String type, Known variable) {
        var declared = variable.declaration();
        return declared.startsWith(type + " ") || declared.startsWith(type + "<");
    }

    private static Object list(MagicContext context, Kind kind) throws MagicFailure {
        return list(context, known -> known.kind() == kind);
    }

    private static Object list(MagicContext context, Predicate<Known> wanted) throws MagicFailure {
        var definitions = definitions(context);
        var lines = new StringBuilder();
        for (var known : definitions.known()) {
            if (wanted.test(known)) {
                lines.append(line(known, definitions)).append('\n');
            }
        }
        context.print(lines.isEmpty() ? "nothing yet\n" : lines.toString());
        return null;
    }

    private static String line(Known known, Definitions definitions) {
        if (known.kind() != Kind.VARIABLE) {
            return known.cell().isEmpty()
                    ? known.declaration()
                    : known.declaration() + "  // " + known.cell();
        }
        var value = definitions.value(known.name()).orElse("").replaceAll("\\s+", " ");
        return known.declaration()
                + " = "
                + (value.length() > VALUE_WIDTH ? value.substring(0, VALUE_WIDTH) + "…" : value)
                + "  // "
                + known.cell();
    }

    static Definitions definitions(MagicContext context) throws MagicFailure {
        var definitions = context.engine().definitions();
        if (definitions == null) {
            throw new MagicFailure(
                    "this magic needs the engine that compiles cells whole: start the kernel"
                            + " without --engine=jshell and JUGGLER_ENGINE");
        }
        return definitions;
    }

    private static Object jshell(Call call, MagicContext context) throws MagicFailure {
        var command =
                call.arguments().isEmpty()
                        ? ""
                        : call.arguments().getFirst().toLowerCase(Locale.ROOT);
        return switch (command) {
            case "/vars", "/v" -> list(context, Kind.VARIABLE);
            case "/methods", "/m" -> list(context, Kind.METHOD);
            case "/types", "/t" -> list(context, Kind.TYPE);
            case "/imports", "/i" -> list(context, Kind.IMPORT);
            case "/list", "/l", "/history" -> history(call, context);
            case "/reset" -> ProcessMagics.restart(context, false);
            case "/drop" -> {
                for (var name : call.arguments().subList(1, call.arguments().size())) {
                    if (!definitions(context).drop(name)) {
                        throw new MagicFailure("no cell has defined " + name);
                    }
                }
                yield null;
            }
            default -> throw new MagicFailure("the commands are " + JSHELL);
        };
    }

    private static Object history(Call call, MagicContext context) throws MagicFailure {
        var past = context.state().past();
        int from = 0;
        int option = call.arguments().indexOf("-n");
        if (option >= 0) {
            var count =
                    option + 1 < call.arguments().size() ? call.arguments().get(option + 1) : "";
            if (!count.matches("\\d{1,6}")) {
                throw new MagicFailure("-n wants a number, such as -n 5");
            }
            from = Math.max(0, past.size() - Integer.parseInt(count));
        }
        for (var each : past.subList(from, past.size())) {
            context.print("// " + each.title() + "\n" + each.source().stripTrailing() + "\n");
        }
        return null;
    }
}
