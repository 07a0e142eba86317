package io.juggler.server.magics;

import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.whole.TopLevel;

import java.util.ArrayList;
import java.util.List;

/**
 * How long code takes. The code becomes part of a cell that calls the worker's {@code Timing}: so
 * nothing but the code is measured.
 */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class TimingMagics {
    private static final String TIMING = "io.juggler.worker.Timing.";

    private TimingMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.both(
                        "time",
                        "%time code, %%time",
                        "runs code once: wall time, CPU time of all threads, memory allocated",
                        TimingMagics::time),
                KernelMagic.both(
                        "timeit",
                        "%timeit [-n calls] [-r runs] code, %%timeit [setup]",
                        "runs code many times, warm-up apart: mean, spread and best of the runs",
                        TimingMagics::timeIt));
    }

    private static Object time(Call call, MagicContext context) throws MagicFailure {
        int line = call.isCellMagic() ? call.line() + 1 : call.line();
        var code = call.isCellMagic() ? call.body() : call.rest();
        needed(code);
        var value = context.run(TIMING + "time(() -> " + bare(code) + "\n)", line);
        if (!(value instanceof Outcome.CompileError)) {
            return value;
        }
        // Statements: what they declare stays, and an expression behind the last is the value.
        var begin = TIMING + "begin(); ";
        var ending = TopLevel.expression(code).filter(_ -> !code.stripTrailing().endsWith(";"));
        if (ending.isPresent()) {
            value =
                    context.run(
                            begin
                                    + ending.get().before()
                                    + TIMING
                                    + "end("
                                    + ending.get().expression()
                                    + "\n)",
                            line);
            if (!(value instanceof Outcome.CompileError)) {
                return ended(value, context);
            }
        }
        return ended(context.run(begin + code + "\n;" + TIMING + "end();", line), context);
    }

    /** Says how long it took to fail as well. */
    private static Outcome ended(Outcome outcome, MagicContext context) {
        if (outcome instanceof Outcome.Thrown) {
            context.run(TIMING + "end();", 1);
        }
        return outcome;
    }

    private static Object timeIt(Call call, MagicContext context) throws MagicFailure {
        var arguments = new ArrayList<>(call.arguments());
        long calls = option(arguments, "-n");
        long runs = option(arguments, "-r");
        var rest = withoutOptions(call.rest());
        if (call.isCellMagic() && !rest.isBlank()) {
            var setup = context.run(rest.endsWith(";") ? rest : rest + ";", call.line());
            if (!(setup instanceof Outcome.Empty || setup instanceof Outcome.Value)) {
                return setup;
            }
        }
        int line = call.isCellMagic() ? call.line() + 1 : call.line();
        var code = call.isCellMagic() ? call.body() : rest;
        needed(code);
        var head = TIMING + "timeIt(" + calls + ", " + runs + ", () -> ";
        var outcome = context.run(head + bare(code) + "\n);", line);
        return outcome instanceof Outcome.CompileError
                ? context.run(head + "{ " + code + "\n;});", line)
                : outcome;
    }

    private static void needed(String code) throws MagicFailure {
        if (code.isBlank()) {
            throw new MagicFailure("which code?");
        }
    }

    /** An expression without the semicolon that may stand behind it. */
    private static String bare(String code) {
        var text = code.stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static String withoutOptions(String rest) {
        var text = rest;
        while (text.matches("(?s)-[nr]\\s*\\d+(\\s.*)?")) {
            text = text.replaceFirst("(?s)^-[nr]\\s*\\d+\\s*", "");
        }
        return text;
    }

    /** The number behind an option, together or apart; 0 where it is not there. */
    private static long option(List<String> arguments, String name) throws MagicFailure {
        for (int i = 0; i < arguments.size() && arguments.get(i).startsWith("-"); i++) {
            var written = arguments.get(i);
            if (!written.startsWith(name)) {
                if (written.length() == 2) {
                    i++;
                }
                continue;
            }
            var number =
                    written.length() > 2
                            ? written.substring(2)
                            : i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (!number.matches("[1-9]\\d{0,8}")) {
                throw new MagicFailure(name + " wants a number, such as " + name + " 10");
            }
            return Long.parseLong(number);
        }
        return 0;
    }
}
