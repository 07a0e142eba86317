package io.juggler.server.session;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.Outcome;
import io.juggler.server.protocol.ErrorInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says how a cell failed. */
public final class ErrorText {
    private static final int SHOWN = 10;

    private static final Pattern PRINTING =
            Pattern.compile("symbol:\\s+method (println|print|readln)\\(");

    private ErrorText() {}

    /**
     * What a front end shows for that outcome.
     *
     * @return empty where the cell did not fail
     */
    public static Optional<ErrorInfo> of(Cell cell, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Value _, Outcome.Empty _ -> Optional.empty();
            case Outcome.CompileError(var problems) -> Optional.of(compileError(cell, problems));
            case Outcome.Thrown(var thrown) -> {
                var message = thrown.message() == null ? "" : thrown.message();
                yield Optional.of(new ErrorInfo(thrown.type(), message, StackTrace.lines(thrown)));
            }
            case Outcome.Interrupted(var frames) -> {
                var lines = new ArrayList<String>();
                lines.add(Ansi.ERROR.paint("Interrupted"));
                lines.addAll(StackTrace.frames(frames));
                yield Optional.of(
                        new ErrorInfo("Interrupted", cell.title() + " was interrupted", lines));
            }
            case Outcome.WorkerDied(var reason, var kept) ->
                    Optional.of(
                            new ErrorInfo(
                                    "WorkerDied",
                                    reason,
                                    List.of(
                                            Ansi.ERROR.paint("The process that runs the cells died")
                                                    + ": "
                                                    + reason,
                                            "It was replaced. " + kept)));
        };
    }

    /** A fault of the kernel's own, for a user who can only report it. */
    static ErrorInfo internal(String what, Throwable fault) {
        return new ErrorInfo(
                "KernelError",
                what + ": " + fault,
                List.of(
                        Ansi.ERROR.paint(what) + ": " + fault,
                        "This is a fault of the kernel, not of the code; its log has the"
                                + " details."));
    }

    /** Something in a cell is nested deeper than the compiler can follow. */
    static ErrorInfo tooDeep() {
        var what = "the cell's code is nested too deeply to be compiled";
        return new ErrorInfo(
                "CompileError",
                what,
                List.of(
                        Ansi.ERROR.paint("CompileError") + ": " + what,
                        "Cut the expression in parts: each variable or method begins anew."));
    }

    private static ErrorInfo compileError(Cell cell, List<Outcome.Problem> problems) {
        var lines = new ArrayList<String>();
        lines.add(
                Ansi.ERROR.paint(cell.title() + " does not compile")
                        + (problems.size() > 1 ? ": " + problems.size() + " errors" : ""));
        problems.stream().limit(SHOWN).forEach(problem -> lines.addAll(excerpt(cell, problem)));
        if (problems.size() > SHOWN) {
            lines.add("… and " + (problems.size() - SHOWN) + " more");
        }
        return new ErrorInfo("CompileError", summary(problems), lines);
    }

    private static String summary(List<Outcome.Problem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        var first = problems.getFirst();
        var message = first.message().lines().findFirst().orElse("");
        return first.line() > 0 ? "line " + first.line() + ": " + message : message;
    }

    private static List<String> excerpt(Cell cell, Outcome.Problem problem) {
        var lines = new ArrayList<String>();
        var message = problem.message().lines().toList();
        var source = cell.source().lines().toList();
        boolean placed = problem.line() > 0 && problem.line() <= source.size();
        lines.add(
                (placed ? Ansi.PLACE.paint("line " + problem.line()) + ": " : "")
                        + Ansi.STRONG.paint(message.isEmpty() ? "" : message.getFirst()));
        if (placed) {
            int width = String.valueOf(problem.line()).length();
            if (problem.line() > 1) {
                lines.add(numbered(width, problem.line() - 1, source));
            }
            lines.add(numbered(width, problem.line(), source));
            if (problem.column() > 0) {
                lines.add(
                        " ".repeat(width + 2)
                                + Ansi.LINE.paint("│")
                                + " "
                                + caret(source.get(problem.line() - 1), problem));
            }
        }
        message.stream().skip(1).forEach(line -> lines.add("  " + line));
        advice(problem.message()).ifPresent(advice -> lines.add("  " + advice));
        return lines;
    }

    /** What to do about what JShell and plain Java do differently. */
    private static Optional<String> advice(String message) {
        if (message.contains("--enable-preview")) {
            return Optional.of(
                    "Here the magic %preview on does that, for the compiler and the cells"
                            + " together.");
        }
        var printing = PRINTING.matcher(message);
        return printing.find()
                ? Optional.of("Java has it as IO." + printing.group(1) + "(…).")
                : Optional.empty();
    }

    private static String numbered(int width, int line, List<String> source) {
        return Ansi.LINE.paint(" %" + width + "d │").formatted(line) + " " + source.get(line - 1);
    }

    /** The marks under the place; tabs stay tabs, so that they stand under what they mark. */
    private static String caret(String line, Outcome.Problem problem) {
        int start = Math.min(problem.column() - 1, line.length());
        var indent = new StringBuilder();
        for (int i = 0; i < start; i++) {
            indent.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        int length = Math.clamp(problem.length(), 1, Math.max(1, line.length() - start));
        return indent + Ansi.ERROR.paint("^".repeat(length));
    }
}
