package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * What lesson 1 says about its measurements while other programs take the cores: nothing that its
 * own numbers contradict.
 */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class BusyMachineIT {
    private static final Lesson LESSON = Lesson.of("01-one-juggler-many-balls.ipynb");
    private static final Pattern TIMES = Pattern.compile("(\\d+(?:\\.\\d+)?)×");

    /**
     * For each answer: what the observation says, what the median walls say, and what they say
     * where "about as fast" includes all that single rounds cannot tell apart.
     */
    private static final String EACH_ANSWER =
            """
            for (int i = 0; i < prediction.choices().size(); i++) {
                var said = observe(prediction.choose("" + (char) ('A' + i)), measured).outcome();
                var claim = prediction.choices().get(i).claim();
                if (claim instanceof Claim.TimesAsFast c) {
                    double row = measured.row(c.row()).wall().toNanos();
                    double times = measured.row(c.than()).wall().toNanos() / row;
                    boolean about = c.from() > 0.5 && c.from() < 1 && times >= 0.5 && times <= 2;
                    boolean within = times >= c.from() && times <= c.to();
                    IO.println(said + " " + within + " " + (within || about));
                } else if (claim instanceof Claim.Fastest c) {
                    var least = measured.rows().stream().map(r -> r.wall()).min(Duration::compareTo);
                    boolean is = measured.row(c.row()).wall().equals(least.get());
                    IO.println(said + " " + is + " " + is);
                }
            }
            """;

    private final Installation installation;

    BusyMachineIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void saysNothingThatItsNumbersContradict() throws IOException {
        var busy = new AtomicBoolean(true);
        var others = new ArrayList<Thread>();
        for (int i = 0; i < 3 * Runtime.getRuntime().availableProcessors(); i++) {
            others.add(Thread.ofPlatform().daemon().start(() -> compute(busy)));
        }
        try (var client = JupyterClient.start(installation)) {
            for (var cell : LESSON.cells()) {
                if (cell.code() && cell.tag().matches("predict|run|exercise|solution")) {
                    assertVerdictIsTheTables(client.execute(cell.source()).ok().value());
                }
            }
            for (var measured : new String[] {"fiveBalls", "compare(work, 5)"}) {
                client.execute("var measured = " + measured + ";").ok();
                var judged = client.execute(EACH_ANSWER).ok().printed().lines().toList();
                assertFalse(judged.isEmpty());
                for (var line : judged) {
                    assertTrue(
                            line.matches("RIGHT \\w+ true|WRONG false \\w+|UNDECIDED .*"),
                            () -> measured + ": " + judged);
                }
            }
        } finally {
            busy.set(false);
        }
        assertEquals(3 * Runtime.getRuntime().availableProcessors(), others.size());
    }

    /** How many times as fast something is stands in the verdict as it stands in its row. */
    private static void assertVerdictIsTheTables(String drawn) {
        int table = drawn.indexOf("strategy");
        if (table < 0) {
            return;
        }
        var rows = drawn.substring(table);
        TIMES.matcher(drawn.substring(0, table))
                .results()
                .forEach(times -> assertTrue(rows.contains(times.group()), drawn));
    }

    private static void compute(AtomicBoolean busy) {
        while (busy.get()) {
            Thread.onSpinWait();
        }
    }
}
