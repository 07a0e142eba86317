package io.juggler.lab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What the results of every run should be: those of the very first. */
final class Expectation {
    private final Function<Object, Object> compared;
    private List<Object> expected;

    /** What is compared of them. */
    private List<Object> marks;

    private Set<Integer> missing = Set.of();

    /**
     * Nothing is expected yet.
     *
     * @param compared what of a result is compared, such as a checksum; null for all of it
     */
    Expectation(Function<Object, Object> compared) {
        this.compared = compared;
    }

    /** From now on these results are expected. */
    void expect(Measured reference) {
        expected = reference.results();
        missing = missingOf(reference);
        marks = marks(reference, missing);
    }

    /** The first of a run's results that is another than expected, or null. */
    Series.Difference difference(Measured run) {
        if (expected == null) {
            // Tasks that did not end say nothing about what the others should give.
            if (run.stopped() == null) {
                expect(run);
            }
            return null;
        }
        var skipped = new TreeSet<>(missing);
        skipped.addAll(missingOf(run));
        int task = Agreement.firstDifference(marks, marks(run, skipped), skipped);
        return task < 0
                ? null
                : new Series.Difference(task, expected.get(task), run.results().get(task));
    }

    /** The same run with the expected results in place of its own, which equal them. */
    Measured sharing(Measured run) {
        return expected != null && compared == null && run.complete() && missing.isEmpty()
                ? run.withResults(expected)
                : run;
    }

    private static Set<Integer> missingOf(Measured run) {
        var missing = new TreeSet<>(run.failures().keySet());
        if (run.stopped() != null) {
            for (int i = 0; i < run.results().size(); i++) {
                if (run.results().get(i) == null) {
                    missing.add(i);
                }
            }
        }
        return missing;
    }

    private List<Object> marks(Measured run, Set<Integer> skipped) {
        if (compared == null) {
            return run.results();
        }
        var all = new ArrayList<Object>();
        for (int i = 0; i < run.results().size(); i++) {
            all.add(skipped.contains(i) ? null : compared.apply(run.results().get(i)));
        }
        return all;
    }
}
