package io.juggler.server.magics;

import io.juggler.server.engine.Outcome;

import java.util.List;

/** Code that code runs: IJava's {@code eval}. Its value stays in the worker. */
final class EvaluationMagics {
    private EvaluationMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.line(
                        "eval",
                        "eval(code)",
                        "for code: runs code in the notebook's scope",
                        EvaluationMagics::eval));
    }

    private static Object eval(Call call, MagicContext context) throws MagicFailure {
        if (!context.isInline() || call.arguments().size() != 2) {
            throw new MagicFailure("write eval(\"…\") in code, or the code itself");
        }
        var code = call.arguments().get(1);
        int end = JavaText.lastStatementEnd(code);
        var tail = code.substring(end);
        if (tail.isBlank() && code.stripTrailing().endsWith(";")) {
            // The last statement may be an expression, whose value is wanted.
            end = JavaText.lastStatementEnd(code.stripTrailing().replaceFirst(";$", ""));
            tail = code.substring(end).stripTrailing().replaceFirst(";$", "");
        }
        var outcome =
                context.run(
                        code.substring(0, end)
                                + " io.juggler.ijava.Evaluation.take("
                                + Long.parseLong(call.arguments().getFirst())
                                + "L, () -> "
                                + tail
                                + "\n);",
                        1);
        if (outcome instanceof Outcome.CompileError) {
            outcome = context.run(code, 1);
        }
        return switch (outcome) {
            case Outcome.Value _, Outcome.Empty _ -> null;
            case Outcome.CompileError(var problems) ->
                    throw new MagicFailure("does not compile: " + problems.getFirst().message());
            case Outcome.Thrown(var thrown) ->
                    throw new MagicFailure(
                            thrown.type()
                                    + (thrown.message() == null ? "" : ": " + thrown.message()));
            case Outcome.Interrupted _ -> throw new MagicFailure("was interrupted");
            case Outcome.WorkerDied(var reason, var _) -> throw new MagicFailure(reason);
        };
    }
}
