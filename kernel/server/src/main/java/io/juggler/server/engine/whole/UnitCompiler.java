package io.juggler.server.engine.whole;

import com.sun.source.util.JavacTask;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.whole.Piece.Form;
import io.juggler.server.engine.whole.Piece.Span;
import io.juggler.server.engine.whole.UnitWriter.Forms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles units. What cannot be seen in a unit's text (the type behind {@code var}, whether a call
 * is void) is found out by compiling: usually at the first try.
 */
final class UnitCompiler {
    /**
     * Each try decides at least one thing more; a unit that needs more than this is given up with
     * its last complaints.
     */
    private static final int TRIES = 50;

    private final Javac javac;
    private final CellClasses classes;
    private final VariableTypes types;

    /** How a compilation ended. */
    sealed interface Result {}

    /**
     * One unit of those that are compiled together.
     *
     * @param forms what is known of it, to which more is added
     */
    record Job(Unit unit, Header header, Forms forms) {}

    /** All units compile. */
    record Compiled(List<CompiledUnit> units) implements Result {}

    /**
     * A unit that compiles.
     *
     * @param written javac's classes by binary name
     * @param hasValue whether {@code $run} returns the unit's value
     * @param superclass the name of a superclass that is there for the compiler alone, or null
     * @param valueType the type of a numbered cell's value, or null
     */
    record CompiledUnit(
            Unit unit,
            MappedSource source,
            Map<String, byte[]> written,
            Forms forms,
            boolean hasValue,
            String superclass,
            String valueType) {}

    /** Some unit does not. */
    record Failed(List<Complaint> complaints) implements Result {}

    /**
     * One of javac's complaints.
     *
     * @param unit which unit it is about
     * @param offset in the cell, or -1
     */
    record Complaint(Unit unit, String code, String message, int offset, int end) {
        boolean inside(Unit where, int start, int behind) {
            return unit.simpleName().equals(where.simpleName())
                    && offset >= start
                    && offset < Math.max(behind, start + 1);
        }

        boolean inside(Unit where, Piece piece) {
            return inside(where, piece.start(), piece.end());
        }
    }

    UnitCompiler(JavaTasks tasks, CellClasses classes, List<String> options) {
        this.javac = new Javac(tasks, classes, options);
        this.classes = classes;
        this.types = new VariableTypes(javac, classes);
    }

    /** Compiles units that may refer to one another. */
    Result compile(List<Job> jobs) {
        if (jobs.isEmpty()) {
            return new Compiled(List.of());
        }
        var seen = new HashSet<String>();
        jobs.forEach(job -> seen.addAll(job.header().seen()));
        classes.show(seen);
        var unknown = new ArrayList<Complaint>();
        for (var job : jobs) {
            unknown.addAll(types.infer(job));
        }
        if (!unknown.isEmpty()) {
            return new Failed(unknown);
        }
        List<Complaint> first = null;
        Set<Piece> tried = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            var sources = new ArrayList<Javac.Source>();
            for (var job : jobs) {
                sources.add(
                        new Javac.Source(
                                job.unit(),
                                UnitWriter.write(job.unit(), job.header(), job.forms())));
            }
            var complaints = new ArrayList<Complaint>();
            var written = new HashMap<String, byte[]>();
            var valueTypes = new HashMap<String, String>();
            javac.run(sources, complaints, task -> generate(task, complaints, written, valueTypes));
            if (complaints.isEmpty()) {
                return compiled(jobs, sources, written, valueTypes);
            }
            boolean changed = false;
            for (var job : jobs) {
                changed |= adapt(job, complaints, tried);
            }
            if (!changed) {
                return new Failed(
                        first != null && failedAgain(first, complaints) ? first : complaints);
            }
            first = first == null ? complaints : first;
        }
        return new Failed(first);
    }

    /**
     * What javac says of a cell whose brackets or literals are not closed: its text is all there is
     * in a method.
     */
    List<Complaint> complaints(Cell cell, String simpleName) {
        var unit = new Unit(cell.title(), cell.source(), simpleName, List.of());
        var text =
                new MappedSource(cell.source())
                        .add("class " + simpleName + " { void run() throws Throwable {\n")
                        .add(new Span(0, cell.source().length()))
                        .add("\n}}\n");
        var complaints = new ArrayList<Complaint>();
        javac.run(
                List.of(new Javac.Source(unit, text)),
                complaints,
                task -> {
                    try {
                        task.parse();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        return complaints;
    }

    private static Compiled compiled(
            List<Job> jobs,
            List<Javac.Source> sources,
            Map<String, byte[]> written,
            Map<String, String> valueTypes) {
        var units = new ArrayList<CompiledUnit>();
        for (int i = 0; i < jobs.size(); i++) {
            var job = jobs.get(i);
            var unit = job.unit();
            var own = new HashMap<String, byte[]>();
            written.forEach(
                    (name, bytes) -> {
                        if (name.equals(unit.className())
                                || name.startsWith(unit.className() + "$")) {
                            own.put(name, bytes);
                        }
                    });
            boolean value =
                    unit.returns()
                            || (unit.last() != null
                                    && UnitWriter.returnsValue(unit.last(), job.forms()));
            units.add(
                    new CompiledUnit(
                            unit,
                            sources.get(i).text(),
                            own,
                            job.forms(),
                            value,
                            job.header().superclass(),
                            valueType(unit, valueTypes)));
        }
        return new Compiled(units);
    }

    private static String valueType(Unit unit, Map<String, String> inferred) {
        if (unit.number() == 0) {
            return null;
        }
        // What it returns before its end may be anything.
        return unit.returns() ? "Object" : inferred.get(unit.simpleName());
    }

    /** Whether a second form of the last expression only failed in another way. */
    private static boolean failedAgain(List<Complaint> first, List<Complaint> second) {
        return first.size() <= second.size()
                && first.stream()
                        .noneMatch(each -> Complaints.isVoid(each) || Complaints.isForm(each));
    }

    private void generate(
            JavacTask task,
            List<Complaint> complaints,
            Map<String, byte[]> written,
            Map<String, String> valueTypes) {
        try {
            var parsed = task.parse();
            if (complaints.isEmpty()) {
                task.analyze();
            }
            if (complaints.isEmpty()) {
                parsed.forEach(tree -> InferredTypes.readValueType(task, tree, valueTypes));
                task.generate();
            }
            written.putAll(classes.written());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Changes the forms so that these complaints go away; says whether there was something to
     * change.
     */
    private static boolean adapt(Job job, List<Complaint> complaints, Set<Piece> tried) {
        boolean changed = false;
        var unit = job.unit();
        var forms = job.forms();
        for (var piece : unit.pieces()) {
            if (piece instanceof Piece.Expression expression) {
                var now = forms.expressions.getOrDefault(expression, expression.form());
                var hit = complaints.stream().filter(each -> each.inside(unit, piece)).toList();
                if (hit.isEmpty() || !tried.add(piece)) {
                    continue;
                }
                if (unit.endsWith(piece)
                        && now == Form.CALL
                        && hit.stream().anyMatch(Complaints::isVoid)) {
                    forms.expressions.put(expression, Form.ASSIGNMENT);
                    changed = true;
                } else if (hit.stream().anyMatch(Complaints::isForm)) {
                    forms.expressions.put(expression, Form.VALUE);
                    changed = true;
                }
            } else if (forms.values.contains(piece)
                    && complaints.stream().anyMatch(each -> each.inside(unit, piece))) {
                forms.values.remove(piece);
                changed = true;
            }
        }
        return changed;
    }
}
