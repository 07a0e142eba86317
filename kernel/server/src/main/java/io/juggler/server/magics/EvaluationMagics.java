package io.juggler.server.magics;

import io.juggler.server.engine.Outcome;
import io.juggler.server.engine.whole.TopLevel;

import java.util.List;
import java.util.Optional;

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
        var ending = ending(code, context);
        Outcome outcome = new Outcome.CompileError(List.of());
        if (ending.isPresent()) {
            outcome =
                    context.run(
                            ending.get().before()
                                    + " io.juggler.ijava.Evaluation.take("
                                    + Long.parseLong(call.arguments().getFirst())
                                    + "L, () -> "
                                    + ending.get().expression()
                                    + "\n);",
                            1);
        }
        if (outcome instanceof Outcome.CompileError) {
            // It ends with no expression, or with a call that gives nothing.
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

    /** What gives the code its value; the value of a magic is that of its call. */
    private static Optional<TopLevel.Ending> ending(String code, MagicContext context) {
        if (!MagicSource.mayHaveMagics(code)) {
            return TopLevel.expression(code);
        }
        var parsed = MagicSource.parse(code, context.state().registry()::isKnown);
        if (parsed.cell() != null) {
            return Optional.of(new TopLevel.Ending("", parsed.cell().java()));
        }
        if (!parsed.pieces().isEmpty()
                && parsed.pieces().getLast() instanceof MagicSource.Line(var last)) {
            int start = 0;
            for (int line = 1; line < last.line(); line++) {
                start = code.indexOf('\n', start) + 1;
            }
            return Optional.of(new TopLevel.Ending(code.substring(0, start), last.java()));
        }
        return TopLevel.expression(parsed.masked())
                .map(
                        found ->
                                new TopLevel.Ending(
                                        code.substring(0, found.before().length()),
                                        found.expression()));
    }
}
