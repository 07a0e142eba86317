package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;

/** What tasks of cells take with them when {@code processes} and {@code onOneCore} run them. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CellsInOtherJvmsIT {
    private final Installation installation;
    private JupyterClient client;

    CellsInOtherJvmsIT(Installation installation) {
        this.installation = installation;
    }

    @BeforeAll
    void start() throws IOException {
        client = JupyterClient.start(installation);
    }

    @AfterAll
    void end() {
        client.close();
    }

    @Test
    void theLatestMethodsAndTheValuesOfVariablesCross() throws IOException {
        client.execute("int factor = 3;\nint scaled(int i) { return i * factor; }").ok();
        client.execute("record Page(int size) implements java.io.Serializable {}").ok();
        client.execute("int twice(int i) { return 2 * scaled(i); }").ok();
        client.execute("factor = 7;\nint scaled(int i) { return 100 + i * factor; }").ok();
        client.execute("var pages = task(\"pages\", i -> new Page(twice(i)));").ok();

        assertEquals(
                "[Page[size=200], Page[size=214], Page[size=228]]",
                client.execute("run(pages, 3, processes(2)).results()").ok().value());
        assertEquals(
                "[Page[size=200], Page[size=214], Page[size=228]]",
                client.execute("compare(pages, 3).onOneCore().row(\"inParallel\").run().results()")
                        .ok()
                        .value());
    }

    @Test
    void whatCannotCrossIsNamedAsTheCellsNameIt() throws IOException {
        client.execute("var lock = new Object();\nvar locked = task(\"l\", i -> lock.hashCode());")
                .ok();
        var ended = client.execute("run(locked, 2, processes(1))");

        assertEquals("error", ended.status());
        var error = ended.reply().toString();
        assertTrue(
                error.contains("the variable lock cannot go to another JVM: java.lang.Object"),
                error);
    }
}
