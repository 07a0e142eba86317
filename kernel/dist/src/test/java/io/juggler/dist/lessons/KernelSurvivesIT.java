package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.RequiresJupyter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Set;

/**
 * What a user or a stranger may do to the kernel, after which it still answers. That nothing
 * answers a stranger takes a second to see, so two kernels run at a time.
 */
@RequiresJupyter
@ExtendWith(Installation.Resolver.class)
class KernelSurvivesIT {

    private final Installation installation;
    private JupyterClient client;

    KernelSurvivesIT(Installation installation) {
        this.installation = installation;
    }

    @BeforeEach
    void start() throws IOException {
        client = JupyterClient.start(installation);
    }

    @AfterEach
    void theNextCellRuns() throws IOException {
        try (var ending = client) {
            assertEquals("2", ending.execute("1 + 1").ok().value());
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(
            strings = {
                "IO.println(\"begun\"); while (true) {}",
                "IO.println(\"begun\"); Thread.sleep(60_000);",
                "IO.println(\"begun\"); long n = 0; for (;;) { n += IntStream.range(0, 100).sum();"
                        + " }",
            })
    void anInterrupt(String code) throws IOException {
        client.execute("int kept = 42;").ok();
        var running = client.begin(code, "begun");
        var reply = client.interrupt();
        assertEquals("interrupt_reply", reply.path("type").asString());
        var ended = client.end(running);
        assertEquals("error", ended.status());
        assertTrue(ended.seconds() < 3, () -> "it ended " + ended.seconds() + " s later");
        assertEquals("42", client.execute("kept").ok().value());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aComparisonThatIsInterrupted() throws IOException {
        client.execute("var nap = task(\"nap\", i -> { Thread.sleep(5_000); return i; });").ok();
        var running = client.begin("IO.println(\"begun\"); IO.println(compare(nap, 50));", "begun");
        client.interrupt();
        var ended = client.end(running);
        assertEquals("error", ended.status());
        assertTrue(ended.seconds() < 3, () -> "it ended " + ended.seconds() + " s later");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aMessageWithTheWrongSignature() throws IOException {
        assertFalse(
                client.misbehave(
                        "wrong_signature", "code", "System.setProperty(\"forged\", \"yes\");"));
        assertEquals(
                "false",
                client.execute("System.getProperties().containsKey(\"forged\")").ok().value());
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @ValueSource(strings = {"{broken", "[]", "{}", "{\"msg_type\": 5}", "\u0000", ""})
    void aBrokenHeader(String header) throws IOException {
        assertFalse(client.misbehave("broken_header", "header", header));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void framesThatAreNoMessage() throws IOException {
        assertFalse(client.frames("nothing of the kind"));
        assertFalse(client.frames("<IDS|MSG>"));
        assertFalse(client.frames("<IDS|MSG>", "signature", "{}"));
        assertFalse(client.frames(""));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCellThatEndsItsJvm() throws Exception {
        var before = client.processes();
        var ended = client.execute("System.exit(3)");
        assertEquals("error", ended.status());
        assertTrue(ended.reply().toString().contains("exit(3)"), () -> ended.reply().toString());
        var after = client.processes();
        assertEquals(before.server().pid(), after.server().pid());
        assertTrue(before.worker().pid() != after.worker().pid());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCellThatDoesNotCompile() throws IOException {
        var ended = client.execute("int n = \"text\";");
        assertEquals("error", ended.status());
        assertEquals(1, ended.errors().size());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everyKindOfMessageFitsTheProtocol() throws IOException {
        client.execute("IO.println(\"out\"); System.err.println(\"err\"); List.of(1, 2)").ok();
        client.execute("throw new IllegalStateException(\"on purpose\");");
        client.request("shell", "kernel_info_request", "{}");
        client.request("shell", "comm_info_request", "{}");
        client.request("shell", "is_complete_request", "{\"code\": \"int n = (\"}");
        client.request("shell", "complete_request", "{\"code\": \"Stri\", \"cursor_pos\": 4}");
        client.request(
                "shell",
                "inspect_request",
                "{\"code\": \"String\", \"cursor_pos\": 6, \"detail_level\": 0}");
        client.request(
                "shell",
                "history_request",
                "{\"output\": false, \"raw\": true, \"hist_access_type\": \"tail\", \"n\": 5}");
        client.interrupt();
        assertEquals(
                Set.of(
                        "status",
                        "execute_input",
                        "stream",
                        "execute_result",
                        "error",
                        "execute_reply",
                        "kernel_info_reply",
                        "comm_info_reply",
                        "is_complete_reply",
                        "complete_reply",
                        "inspect_reply",
                        "history_reply",
                        "interrupt_reply"),
                client.kinds());
    }
}
