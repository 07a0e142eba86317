package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/** No process of a kernel is left behind, whichever dies first. */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class OrphansIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Installation installation;

    OrphansIT(Installation installation) {
        this.installation = installation;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "while (true) {}", "Thread.sleep(600_000);"})
    void theWorkerFollowsItsServer(String running) throws Exception {
        try (var client = JupyterClient.start(installation)) {
            if (running.isEmpty()) {
                client.execute("1 + 1").ok();
            } else {
                client.begin("IO.println(\"begun\"); " + running, "begun");
            }
            var processes = client.processes();
            Processes.kill(processes.server());
            Processes.assertGone(SOON, processes.server(), processes.worker());
        }
    }

    @Test
    void theServerReplacesItsWorker() throws Exception {
        try (var client = JupyterClient.start(installation)) {
            client.execute("1 + 1").ok();
            var before = client.processes();
            Processes.kill(before.worker());
            Processes.assertGone(SOON, before.worker());
            var next = client.execute("1 + 1");
            // The cell that finds its worker dead may say so; the one after it runs.
            if (!next.status().equals("ok")) {
                assertEquals("2", client.execute("1 + 1").ok().value());
            }
            var after = client.processes();
            assertEquals(before.server().pid(), after.server().pid());
            client.shutdown();
            Processes.assertGone(SOON, after.server(), after.worker());
        }
    }

    @Test
    void aWorkerThatIsKilledUnderACellIsReportedInIt() throws Exception {
        try (var client = JupyterClient.start(installation)) {
            var running = client.begin("IO.println(\"begun\"); Thread.sleep(600_000);", "begun");
            Processes.kill(client.processes().worker());
            var ended = client.end(running);
            assertEquals("error", ended.status());
            assertTrue(ended.seconds() < 10, () -> "after " + ended.seconds() + " s");
            assertEquals("2", client.execute("1 + 1").ok().value());
        }
    }

    @Test
    void bothFollowTheClientThatAsksThemToEnd() throws Exception {
        try (var client = JupyterClient.start(installation)) {
            client.execute("1 + 1").ok();
            var processes = client.processes();
            client.shutdown();
            Processes.assertGone(SOON, processes.server(), processes.worker());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jupyterlab", "jupyter_server"})
    void bothFollowTheJupyterServerThatIsKilled(String module) throws Exception {
        try (var jupyter = JupyterServer.start(installation, module, installation.fresh("empty"))) {
            jupyter.startKernel("java");
            var processes = jupyter.processes();
            Processes.kill(jupyter.process());
            Processes.assertGone(SOON.multipliedBy(2), processes.server(), processes.worker());
        }
    }
}
