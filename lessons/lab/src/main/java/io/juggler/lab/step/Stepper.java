package io.juggler.lab.step;

import io.juggler.lab.PanelDrawing;
import io.juggler.lab.render.Labels;
import io.juggler.lab.render.Panel;
import io.juggler.lab.render.Panel.Mark;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that goes on one step at a time, of the thread that is chosen. It does the same each
 * time: the same choices lead to the same end, and one can go back.
 *
 * <pre>{@code
 * var s = stepper(program("counter", world -> {
 *     var count = world.variable("count", 0);
 *     for (var name : List.of("A", "B")) {
 *         world.thread(name, () -> count.set(count.get() + 1));
 *     }
 *     world.atEnd("both were counted", () -> count.get() == 2);
 * }));
 * s.run("A", "B", "A", "B")   // both read 0
 * }</pre>
 *
 * <p>One thread at a time uses it. A choice that is not possible is told, and changes nothing.
 */
public final class Stepper extends PanelDrawing {

    /** Past that, only the last steps are shown. */
    private static final int SHOWN = 40;

    private static final int COLUMNS = 74;

    private final Program program;
    private final List<String> schedule = new ArrayList<>();
    private Execution execution;
    private String refusal = "";

    private Stepper(Program program) {
        this.program = program;
        this.execution = Execution.of(program);
    }

    static Stepper of(Program program) {
        return new Stepper(program);
    }

    /**
     * Lets a thread take its next step.
     *
     * @param thread its name
     * @return this
     */
    public Stepper step(String thread) {
        refusal = refusal(thread);
        if (refusal.isEmpty()) {
            execution.step(execution.strand(thread));
            schedule.add(thread);
        }
        return this;
    }

    private String refusal(String thread) {
        var strands = execution.strands();
        var strand = strands.stream().filter(each -> each.name().equals(thread)).findFirst();
        if (strand.isEmpty()) {
            return "There is no thread "
                    + thread
                    + "; there are "
                    + String.join(", ", strands.stream().map(Strand::name).toList())
                    + ".";
        }
        if (strand.get().ended()) {
            return thread + " has ended.";
        }
        if (!(execution.state() instanceof Execution.State.Open)) {
            return "It is over: back() goes a step back.";
        }
        return strand.get().ready()
                ? ""
                : thread + " cannot go on: it waits for " + blockedBy(strand.get()) + ".";
    }

    private static String blockedBy(Strand strand) {
        return strand.pending().blockedBy().get();
    }

    /**
     * Lets these threads take a step each, in turn; ends at the first that cannot.
     *
     * @return this
     */
    public Stepper run(String... threads) {
        for (var thread : threads) {
            step(thread);
            if (!refusal.isEmpty()) {
                break;
            }
        }
        return this;
    }

    /**
     * Takes the last step back.
     *
     * @return this
     */
    public Stepper back() {
        return back(1);
    }

    /**
     * Takes that many steps back; all where there are no more.
     *
     * @return this
     */
    public Stepper back(int steps) {
        int left = Math.clamp((long) schedule.size() - steps, 0, schedule.size());
        var shorter = List.copyOf(schedule.subList(0, left));
        var again = Execution.of(program, shorter);
        execution.close();
        execution = again;
        schedule.clear();
        schedule.addAll(shorter);
        refusal = "";
        return this;
    }

    /**
     * Goes back to the start.
     *
     * @return this
     */
    public Stepper restart() {
        return back(schedule.size());
    }

    /** Who took a step so far, in turn. */
    public List<String> schedule() {
        return List.copyOf(schedule);
    }

    /** Who can take a step now. */
    public List<String> choices() {
        return execution.ready().stream().map(Strand::name).toList();
    }

    /** Whether it is over, well or not. */
    public boolean over() {
        return !(execution.state() instanceof Execution.State.Open);
    }

    /** Whether it failed: a deadlock, an exception, or something that must hold does not. */
    public boolean failed() {
        return execution.state() instanceof Execution.State.Failed;
    }

    @Override
    @SuppressWarnings("exports") // within the lab
    protected Panel panel() {
        var panel = new Panel();
        switch (execution.state()) {
            case Execution.State.Open _ ->
                    panel.lead(
                            program.name(),
                            ": step "
                                    + schedule.size()
                                    + ". Who goes on? "
                                    + String.join(", ", choices())
                                    + ".");
            case Execution.State.Good _ ->
                    panel.lead(
                            program.name() + " ended well",
                            ". Another schedule may not: go back, or explore them all.");
            case Execution.State.Failed(_, var told) ->
                    panel.lead(program.name() + " failed", ": " + told + ".");
        }
        if (!refusal.isEmpty()) {
            panel.text(refusal);
        }
        history(panel);
        threads(panel);
        return world(panel);
    }

    private void history(Panel panel) {
        var steps = execution.steps();
        if (steps.isEmpty()) {
            return;
        }
        var names = execution.strands().stream().map(Strand::name).toList();
        int width = Math.max(6, COLUMNS / names.size() - 2);
        var heads = new ArrayList<String>();
        heads.add("step");
        heads.addAll(names);
        var rows = new ArrayList<List<String>>();
        int from = Math.max(0, steps.size() - SHOWN);
        for (int i = from; i < steps.size(); i++) {
            var row = new ArrayList<String>();
            row.add(Integer.toString(i + 1));
            for (var name : names) {
                row.add(
                        steps.get(i).thread().equals(name)
                                ? Labels.line(steps.get(i).text(), width)
                                : "");
            }
            rows.add(row);
        }
        panel.table(from > 0 ? "the last " + SHOWN + " steps" : "", heads, rows);
    }

    private void threads(Panel panel) {
        for (var strand : execution.strands()) {
            if (strand.ended()) {
                panel.item(
                        strand.thrown() == null ? Mark.NONE : Mark.OPEN,
                        strand.name(),
                        strand.thrown() == null ? "has ended" : "threw " + strand.thrown());
            } else if (strand.ready()) {
                panel.item(Mark.GOOD, strand.name(), "next: " + strand.pending().label());
            } else {
                panel.item(
                        Mark.UNCLEAR,
                        strand.name(),
                        "next: " + strand.pending().label() + "; waits for " + blockedBy(strand));
            }
        }
    }

    private Panel world(Panel panel) {
        var told = new ArrayList<String>();
        execution.variables().forEach(each -> told.add(each.name() + " = " + each.value()));
        execution.mutexes().forEach(each -> told.add(each.name() + " is " + each.told()));
        return told.isEmpty() ? panel : panel.text(String.join(", ", told));
    }
}
