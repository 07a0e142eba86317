package io.juggler.server.engine.whole;

import io.juggler.server.engine.Outcome.Problem;
import io.juggler.server.engine.whole.UnitCompiler.Complaint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Turns javac's complaints about generated sources into problems of the cell. */
final class Complaints {
    private static final Set<String> UNRESOLVED =
            Set.of(
                    "compiler.err.cant.resolve",
                    "compiler.err.cant.resolve.args",
                    "compiler.err.cant.resolve.args.params",
                    "compiler.err.cant.resolve.location",
                    "compiler.err.cant.resolve.location.args",
                    "compiler.err.cant.resolve.location.args.params",
                    "compiler.err.doesnt.exist");

    private Complaints() {}

    static Complaint of(Diagnostic<? extends JavaFileObject> diagnostic, Javac.Source where) {
        var unit = where.unit();
        var source = where.text();
        int position = (int) diagnostic.getPosition();
        int offset = position < 0 ? -1 : source.cellOffset(position);
        int end = offset;
        int start = (int) diagnostic.getStartPosition();
        if (position >= 0 && source.isCells(position) && source.isCells(start)) {
            offset = source.cellOffset(start);
            end = source.cellOffset((int) diagnostic.getEndPosition());
        }
        return new Complaint(
                unit, diagnostic.getCode(), diagnostic.getMessage(Locale.ROOT), offset, end);
    }

    /** Whether a void expression was used as a value. */
    static boolean isVoid(Complaint complaint) {
        return complaint.code().equals("compiler.err.void.not.allowed.here")
                || (complaint.code().startsWith("compiler.err.prob.found.req")
                        && complaint.message().contains("void"));
    }

    /** Whether an expression stands where only a statement may. */
    static boolean isForm(Complaint complaint) {
        return complaint.code().equals("compiler.err.not.stmt");
    }

    /** Whether a name is not known. */
    static boolean isUnresolved(Complaint complaint) {
        return UNRESOLVED.contains(complaint.code());
    }

    /**
     * What a complaint about an unknown name says is unknown: {@code variable later}, {@code method
     * f(int)}.
     */
    static String symbol(Complaint complaint) {
        return complaint
                .message()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("symbol:"))
                .map(line -> line.substring("symbol:".length()).strip())
                .findFirst()
                .orElse(complaint.message().lines().findFirst().orElse(""));
    }

    static List<Problem> problems(List<Complaint> complaints) {
        var problems = new LinkedHashSet<Problem>();
        complaints.forEach(each -> problems.add(problem(each)));
        return List.copyOf(problems);
    }

    private static Problem problem(Complaint complaint) {
        var message = clean(complaint.message());
        int offset = complaint.offset();
        if (offset < 0) {
            return new Problem(message, 0, 0, 0);
        }
        var lines = new MappedSource(complaint.unit().cell());
        int length = Math.max(complaint.end() - offset, 1);
        return new Problem(message, lines.line(offset), lines.column(offset), length);
    }

    /** Leaves out what names our own classes. */
    private static String clean(String message) {
        return message.lines()
                .filter(
                        line ->
                                !line.strip()
                                        .matches(
                                                "location: +class"
                                                        + " (notebook\\.)?(Cell|Overloads)\\w*"))
                .map(line -> line.replaceAll("\\bnotebook\\.Cell\\w*\\.", ""))
                .map(line -> line.replaceAll("\\bCell\\d+\\w*\\.(?=[A-Z])", ""))
                .map(line -> line.replaceAll("\\bjava\\.(lang|util)\\.(?=[A-Z])", ""))
                .collect(Collectors.joining("\n"));
    }
}
