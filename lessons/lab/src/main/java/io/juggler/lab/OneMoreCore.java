package io.juggler.lab;

import io.juggler.lab.render.Figure;
import io.juggler.lab.render.Figure.SpeedUp;
import io.juggler.lab.render.Quantity;

import java.util.List;

/**
 * What one more core would do to the tasks of a comparison, as far as its rows tell: nothing to a
 * wait, and to computing what the cores there are have shown, one turn fewer where the number of
 * tasks allows it.
 */
final class OneMoreCore {
    private static final double MOSTLY_WAITING = 0.8;
    private static final double MOSTLY_COMPUTING = 0.2;
    private static final String ON_CORES = new Strategy.Cores().name();

    private OneMoreCore() {}

    /** A sentence; empty where the rows do not tell. */
    static String told(int tasks, int cores, List<Figure.Row> rows) {
        var onCores = rows.stream().filter(row -> row.strategy().equals(ON_CORES)).findFirst();
        var waiting = rows.getFirst().waiting();
        if (onCores.isEmpty() || waiting.isEmpty()) {
            return "";
        }
        if (waiting.getAsDouble() >= MOSTLY_WAITING) {
            return "One more core would make no wait shorter.";
        }
        if (waiting.getAsDouble() > MOSTLY_COMPUTING) {
            return "";
        }
        int turns = turns(tasks, cores);
        int fewer = turns(tasks, cores + 1);
        if (fewer == turns) {
            return "One more core would not help: "
                    + (turns == 1
                            ? "each task has one already."
                            : Quantity.count(tasks, "task")
                                    + " on "
                                    + (cores + 1)
                                    + " cores still take "
                                    + turns
                                    + " turns.");
        }
        if (cores == 1) {
            return "A second core would give at most "
                    + Quantity.times((double) turns / fewer)
                    + ".";
        }
        return onCores.get().speedUp() instanceof SpeedUp.Times(var times) && times.median() > 1
                ? "One more core would give about "
                        + Quantity.times(
                                Math.min((double) tasks / fewer, times.median() * turns / fewer))
                        + ", if it goes on like this."
                : "";
    }

    private static int turns(int tasks, int cores) {
        return Math.ceilDiv(tasks, cores);
    }
}
