package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.protocol.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is sent for each request, message by message. */
class SessionTest {
    private final InMemoryFrontEnd client = new InMemoryFrontEnd();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void kernelInfoIsAnsweredOnShellAndControl() {
        for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            var request = client.request(channel, "kernel_info_request", "{}");
            assertEquals(List.of("busy", "kernel_info_reply", "idle"), client.awaitIdle(request));
            assertEquals(channel, client.one(request, "kernel_info_reply").channel());
        }
    }

    @Test
    void aCellsOutputStandsBetweenItsInputAndItsReply() {
        var request = client.execute("out a\nerr b\ndisplay c\nupdate d\nclear\nvalue 3");
        assertEquals(
                List.of(
                        "busy",
                        "execute_input",
                        "stdout a",
                        "stderr b",
                        "display_data",
                        "update_display_data",
                        "clear_output",
                        "execute_result",
                        "execute_reply",
                        "idle"),
                client.awaitIdle(request));
        var reply = client.one(request, "execute_reply").message();
        assertEquals(
                "{\"status\":\"ok\",\"execution_count\":1,\"user_expressions\":{},\"payload\":[]}",
                reply.content().toString());
        assertEquals(
                List.of("client"),
                reply.identities().stream()
                        .map(identity -> new String(identity, StandardCharsets.UTF_8))
                        .toList());
    }

    @Test
    void aDisplayIsNamedSoThatItCanBeUpdated() {
        var request = client.execute("display a\nupdate b");
        client.awaitIdle(request);
        for (var type : List.of("display_data", "update_display_data")) {
            assertEquals(
                    "{\"display_id\":\"d1\"}",
                    client.one(request, type).message().content().get("transient").toString());
        }
    }

    @Test
    void anErrorIsPublishedAndAnswered() {
        var request = client.execute("out a\nthrow no");
        assertEquals(
                List.of("busy", "execute_input", "stdout a", "error", "execute_reply", "idle"),
                client.awaitIdle(request));
        var reply = client.one(request, "execute_reply").message().content();
        assertEquals("error", reply.get("status").stringValue());
        assertEquals("java.lang.IllegalStateException", reply.get("ename").stringValue());
        assertEquals("no", reply.get("evalue").stringValue());
        var error = client.one(request, "error").message().content();
        assertEquals(reply.get("traceback"), error.get("traceback"));
    }

    @Test
    void anErrorAbortsWhatIsQueuedAndOnlyCells() {
        var failing = client.execute("await\nthrow no");
        var queued = client.execute("out never");
        var info = client.request(Channel.SHELL, "kernel_info_request", "{}");
        var alsoQueued = client.execute("out never");
        client.awaitIdle(info);
        client.engine.signal();
        client.awaitIdle(alsoQueued);
        var aborted = List.of("busy", "execute_reply", "idle");
        assertEquals(aborted, client.summaries(queued));
        assertEquals(aborted, client.summaries(alsoQueued));
        assertEquals(
                "{\"status\":\"aborted\"}",
                client.one(queued, "execute_reply").message().content().toString());
        assertEquals(List.of("busy", "kernel_info_reply", "idle"), client.summaries(info));
        assertEquals(
                List.of("busy", "execute_input", "error", "execute_reply", "idle"),
                client.summaries(failing));
        // What is sent once the error was answered runs.
        assertTrue(client.awaitIdle(client.execute("out c")).contains("stdout c"));
    }

    @Test
    void whatWasSentBeforeTheErrorCouldBeSeenIsAbortedThoughItComesLater() {
        // The client's clock is hours off; only the time between its own messages counts.
        var clock = Instant.now().minusSeconds(10_000);
        var failing = client.executeMadeAt(clock, "await\nthrow no");
        client.awaitSummary("execute_input", failing);
        long start = System.nanoTime();
        while (System.nanoTime() - start < 50_000_000) {
            Thread.onSpinWait();
        }
        client.engine.signal();
        client.awaitIdle(failing);
        var underWay = client.executeMadeAt(clock.plusMillis(1), "out never");
        assertEquals(List.of("busy", "execute_reply", "idle"), client.awaitIdle(underWay));
        // That cell took 50 ms at least; what the same client made seconds later had seen the
        // error.
        var later = client.executeMadeAt(clock.plusSeconds(100), "out later");
        assertTrue(client.awaitIdle(later).contains("stdout later"));
    }

    @ParameterizedTest
    @CsvSource({"stop_on_error, false", "silent, true"})
    void anErrorDoesNotAbortWhereTheRequestSaysSo(String option, boolean value) {
        client.execute("await\nthrow no", ", \"" + option + "\": " + value);
        var queued = client.execute("out a");
        client.engine.signal();
        assertTrue(client.awaitIdle(queued).contains("stdout a"));
    }

    @Test
    void whileACellRunsWhatIsAskedAboutCodeIsAnswered() {
        var running = client.execute("await\nout end");
        for (var asked :
                List.of(
                        List.of("complete", "{\"code\": \"a\", \"cursor_pos\": 1}"),
                        List.of("inspect", "{\"code\": \"a\", \"cursor_pos\": 1}"),
                        List.of("is_complete", "{\"code\": \"a\"}"),
                        List.of("history", "{\"hist_access_type\": \"tail\", \"n\": 1}"),
                        List.of("comm_info", "{}"),
                        List.of("connect", "{}"),
                        List.of("kernel_info", "{}"))) {
            var type = asked.getFirst();
            var request = client.request(Channel.SHELL, type + "_request", asked.getLast());
            assertEquals(List.of("busy", type + "_reply", "idle"), client.awaitIdle(request));
        }
        assertFalse(client.summaries(running).contains("execute_reply"));
        client.engine.signal();
        assertTrue(client.awaitIdle(running).contains("stdout end"));
    }

    @Test
    void aRunningCellIsInterruptedAndWhatIsQueuedIsAborted() {
        var running = client.execute("loop");
        var queued = client.execute("out never");
        client.awaitSummary("execute_input", running);
        var interrupt = client.request(Channel.CONTROL, "interrupt_request", "{}");
        client.awaitIdle(queued);
        // Control answers on a thread of its own: the cells may be done before the reply is out.
        client.awaitIdle(interrupt);
        assertEquals(List.of("busy", "execute_reply", "idle"), client.summaries(queued));
        assertEquals(
                "Interrupted",
                client.one(running, "error").message().content().get("ename").stringValue());
        assertEquals(
                "{\"status\":\"ok\"}",
                client.one(interrupt, "interrupt_reply").message().content().toString());
        assertTrue(client.awaitIdle(client.execute("out next")).contains("stdout next"));
    }

    @RepeatedTest(50)
    void anInterruptIsNotLostHoweverEarlyItComes() {
        var running = client.execute("loop");
        client.awaitSummary("busy", running);
        client.request(Channel.CONTROL, "interrupt_request", "{}");
        assertTrue(client.awaitIdle(running).contains("error"));
    }

    @Test
    void anInterruptWithNothingToInterruptIsAnsweredAndChangesNothing() {
        var interrupt = client.request(Channel.CONTROL, "interrupt_request", "{}");
        assertEquals(List.of("busy", "interrupt_reply", "idle"), client.awaitIdle(interrupt));
        assertTrue(client.awaitIdle(client.execute("out a")).contains("stdout a"));
    }

    @Test
    void lateOutputGoesToTheCellThatItBelongsTo() {
        var first = client.execute("late one");
        client.awaitIdle(first);
        var second = client.execute("out two");
        client.awaitIdle(second);
        client.engine.signal();
        client.awaitSummary("stdout one", first);
        assertEquals(
                List.of("busy", "execute_input", "execute_reply", "idle", "stdout one"),
                client.summaries(first));
        assertFalse(client.summaries(second).contains("stdout one"));
    }

    @Test
    void aSilentCellPublishesNeitherInputNorResultNorError() {
        assertEquals(
                List.of("busy", "stdout a", "execute_reply", "idle"),
                client.awaitIdle(client.execute("out a\nvalue 3", ", \"silent\": true")));
        var failing = client.execute("throw no", ", \"silent\": true");
        assertEquals(List.of("busy", "execute_reply", "idle"), client.awaitIdle(failing));
        assertEquals(
                "error",
                client.one(failing, "execute_reply")
                        .message()
                        .content()
                        .get("status")
                        .stringValue());
    }

    @Test
    void onlyCellsThatStoreHistoryCount() {
        var counts = new ArrayList<Integer>();
        for (var more : List.of("", ", \"silent\": true", ", \"store_history\": false", "")) {
            var request = client.execute("value 1", more);
            client.awaitIdle(request);
            counts.add(
                    client.one(request, "execute_reply")
                            .message()
                            .content()
                            .get("execution_count")
                            .intValue());
        }
        assertEquals(List.of(1, 2, 2, 2), counts);
        var history =
                client.request(
                        Channel.SHELL,
                        "history_request",
                        "{\"hist_access_type\": \"tail\", \"n\": 10, \"output\": true}");
        client.awaitIdle(history);
        assertEquals(
                "[[1,1,[\"value 1\",\"1\"]],[1,2,[\"value 1\",\"1\"]]]",
                client.one(history, "history_reply").message().content().get("history").toString());
    }

    @Test
    void userExpressionsAreEvaluatedAfterACellThatEndedWell() {
        var request =
                client.execute(
                        "out a",
                        ", \"user_expressions\": {\"x\": \"value 3\", \"y\": \"throw no\"}");
        client.awaitIdle(request);
        var expressions =
                client.one(request, "execute_reply").message().content().get("user_expressions");
        assertEquals(
                "{\"status\":\"ok\",\"data\":{\"text/plain\":\"3\"},\"metadata\":{}}",
                expressions.get("x").toString());
        assertEquals("error", expressions.get("y").get("status").stringValue());
        assertEquals("no", expressions.get("y").get("evalue").stringValue());
        assertEquals(
                List.of("busy", "execute_input", "stdout a", "execute_reply", "idle"),
                client.summaries(request));
    }

    @ParameterizedTest
    @CsvSource({"ask, false", "secret, true"})
    void inputIsAskedOfTheClientThatRanTheCell(String command, boolean password) {
        var request = client.execute(command + " name: ", ", \"allow_stdin\": true");
        var asked = client.awaitSummary("input_request", request);
        assertEquals(Channel.STDIN, asked.channel());
        assertEquals(
                "{\"prompt\":\"name: \",\"password\":" + password + "}",
                asked.message().content().toString());
        client.request(Channel.STDIN, "input_reply", "{\"value\": \"Ada\"}");
        assertTrue(client.awaitIdle(request).contains("stdout got Ada"));
    }

    @Test
    void inputIsRefusedWhereTheClientDoesNotAllowIt() {
        var summaries = client.awaitIdle(client.execute("ask name"));
        assertFalse(summaries.contains("input_request"));
        assertTrue(
                summaries.contains(
                        "stdout refused: this front end does not take input: it ran the cell"
                                + " without allow_stdin"),
                summaries::toString);
    }

    @Test
    void anAnswerThatComesTooLateIsNotTakenForTheNextQuestion() {
        var waiting = client.execute("ask one", ", \"allow_stdin\": true");
        client.awaitSummary("input_request", waiting);
        client.request(Channel.CONTROL, "interrupt_request", "{}");
        client.awaitIdle(waiting);
        client.request(Channel.STDIN, "input_reply", "{\"value\": \"late\"}");
        var next = client.execute("ask two", ", \"allow_stdin\": true");
        client.awaitSummary("input_request", next);
        client.request(Channel.STDIN, "input_reply", "{\"value\": \"right\"}");
        assertTrue(client.awaitIdle(next).contains("stdout got right"));
    }

    @Test
    void aWorkerThatDiedIsReportedInItsCell() {
        var request = client.execute("die the code called System.exit(3)");
        client.awaitIdle(request);
        var error = client.one(request, "error").message().content();
        assertEquals("WorkerDied", error.get("ename").stringValue());
        assertEquals("the code called System.exit(3)", error.get("evalue").stringValue());
        assertTrue(error.get("traceback").toString().contains("2 imports came back."));
    }

    @Test
    void aFaultOfTheEngineIsAnErrorOfItsCellAndTheNextOneRuns() {
        var request = client.execute("bug oh");
        client.awaitIdle(request);
        assertEquals(
                "KernelError",
                client.one(request, "error").message().content().get("ename").stringValue());
        assertTrue(client.awaitIdle(client.execute("out a")).contains("stdout a"));
    }

    @Test
    void anEngineThatDoesNotStartIsAnErrorOfWhatNeedsItAndOfNothingElse() {
        try (var broken = new InMemoryFrontEnd(new IOException("no JDK here"))) {
            var cell = broken.execute("out a");
            broken.awaitIdle(cell);
            var error = broken.one(cell, "error").message().content();
            assertTrue(error.get("evalue").stringValue().contains("no JDK here"));
            var complete =
                    broken.request(
                            Channel.SHELL,
                            "complete_request",
                            "{\"code\": \"a\", \"cursor_pos\": 1}");
            broken.awaitIdle(complete);
            assertEquals(
                    "error",
                    broken.one(complete, "complete_reply")
                            .message()
                            .content()
                            .get("status")
                            .stringValue());
            var info = broken.request(Channel.SHELL, "kernel_info_request", "{}");
            assertEquals(List.of("busy", "kernel_info_reply", "idle"), broken.awaitIdle(info));
        }
    }

    @ParameterizedTest
    @CsvSource({"CONTROL", "SHELL"})
    void shutdownIsAnsweredToTheClientAndToldToAll(Channel channel) throws Exception {
        var request = client.request(channel, "shutdown_request", "{\"restart\": true}");
        client.session.ended().get(20, TimeUnit.SECONDS);
        assertEquals(
                List.of("busy", "shutdown_reply", "shutdown_reply", "idle"),
                client.summaries(request));
        var replies =
                client.sent(request).stream()
                        .filter(one -> one.type().equals("shutdown_reply"))
                        .toList();
        assertEquals(
                List.of(channel, Channel.IOPUB),
                replies.stream().map(InMemoryFrontEnd.Sent::channel).toList());
        assertEquals(
                "{\"status\":\"ok\",\"restart\":true}",
                replies.getFirst().message().content().toString());
    }

    @Test
    void aShutdownDoesNotWaitForACell() throws Exception {
        client.execute("loop");
        client.request(Channel.CONTROL, "shutdown_request", "{}");
        client.session.ended().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatCannotBeUnderstoodIsAnsweredWithAnError() {
        var request = client.request(Channel.SHELL, "execute_request", "{\"silent\": 3}");
        assertEquals(List.of("busy", "execute_reply", "idle"), client.awaitIdle(request));
        var reply = client.one(request, "execute_reply").message().content();
        assertEquals("error", reply.get("status").stringValue());
        assertEquals("silent is neither true nor false", reply.get("evalue").stringValue());
    }

    @Test
    void whatIsUnknownForgedOrBrokenIsPassedBy() {
        client.request(Channel.SHELL, "dance_request", "{}");
        client.request(Channel.STDIN, "input_reply", "{\"value\": \"nobody asked\"}");
        client.request(Channel.STDIN, "kernel_info_request", "{}");
        client.request(Channel.SHELL, "input_reply", "{\"value\": \"x\"}");
        client.request(Channel.CONTROL, "execute_request", "{\"code\": \"out never\"}");
        client.frames(Channel.SHELL, List.of());
        client.frames(Channel.CONTROL, List.of(new byte[0]));
        client.frames(Channel.SHELL, List.of("<IDS|MSG>".getBytes(StandardCharsets.UTF_8)));
        client.forged(Channel.SHELL, "execute_request", "{\"code\": \"out never\"}");
        client.forged(Channel.CONTROL, "shutdown_request", "{}");
        var request = client.execute("out a");
        assertTrue(client.awaitIdle(request).contains("stdout a"));
        assertEquals(
                List.of("starting"),
                client.all().stream()
                        .filter(one -> !one.parent().equals(request))
                        .map(InMemoryFrontEnd.Sent::summary)
                        .toList());
        assertFalse(client.session.ended().isDone());
    }

    @Test
    void aSubscriberIsWelcomedUnderItsOwnTopic() {
        client.subscribe("stream");
        var welcome = client.awaitSummary("iopub_welcome", "");
        assertEquals("{\"subscription\":\"stream\"}", welcome.message().content().toString());
        assertEquals(
                "stream",
                new String(welcome.message().identities().getFirst(), StandardCharsets.UTF_8));
    }

    @Test
    void completionsAreCountedInCodePoints() {
        var request =
                client.request(
                        Channel.SHELL,
                        "complete_request",
                        "{\"code\": \"😀.\", \"cursor_pos\": 2}");
        client.awaitIdle(request);
        var reply = client.one(request, "complete_reply").message().content();
        assertEquals(2, reply.get("cursor_start").intValue());
        assertEquals(2, reply.get("cursor_end").intValue());
        assertEquals("[\"length\"]", reply.get("matches").toString());
        assertEquals(
                "[{\"start\":2,\"end\":2,\"text\":\"length\",\"type\":\"function\","
                        + "\"signature\":\"int length()\"}]",
                reply.get("metadata").get("_jupyter_types_experimental").toString());
    }

    @ParameterizedTest
    @CsvSource({"String, true", "nothing, false"})
    void documentationIsFoundOrNot(String code, boolean found) {
        var request =
                client.request(
                        Channel.SHELL,
                        "inspect_request",
                        "{\"code\": \"" + code + "\", \"cursor_pos\": 3, \"detail_level\": 0}");
        client.awaitIdle(request);
        var reply = client.one(request, "inspect_reply").message().content();
        assertEquals("ok", reply.get("status").stringValue());
        assertEquals(found, reply.get("found").booleanValue());
        assertEquals(
                found
                        ? "{\"text/plain\":\"class String\\n\\nText.\",\"text/html\":"
                                + "\"<pre><b>class String</b></pre>\\n<div>Text.</div>\"}"
                        : "{}",
                reply.get("data").toString());
    }

    @ParameterizedTest
    @CsvSource({"{, incomplete", "), invalid", "?, unknown", "int a;, complete"})
    void aTextIsReadyToRunOrNot(String code, String status) {
        var request =
                client.request(
                        Channel.SHELL, "is_complete_request", "{\"code\": \"" + code + "\"}");
        client.awaitIdle(request);
        var reply = client.one(request, "is_complete_reply").message().content();
        assertEquals(status, reply.get("status").stringValue());
        assertEquals(
                status.equals("incomplete") ? "    " : "", reply.path("indent").stringValue(""));
    }

    @Test
    void aCommIsOpenedUsedAndClosed() {
        var open =
                client.request(
                        Channel.SHELL,
                        "comm_open",
                        "{\"comm_id\": \"c1\", \"target_name\": \"echo\", \"data\": {}}");
        assertEquals(List.of("busy", "idle"), client.awaitIdle(open));
        assertEquals("{\"c1\":{\"target_name\":\"echo\"}}", comms("{}"));
        assertEquals("{}", comms("{\"target_name\": \"another\"}"));
        var message =
                client.request(
                        Channel.SHELL,
                        "comm_msg",
                        "{\"comm_id\": \"c1\", \"data\": {\"n\": [1, 2]}}");
        assertEquals(List.of("busy", "comm_msg", "idle"), client.awaitIdle(message));
        assertEquals(
                "{\"comm_id\":\"c1\",\"data\":{\"n\":[1,2]}}",
                client.one(message, "comm_msg").message().content().toString());
        var close =
                client.request(Channel.SHELL, "comm_close", "{\"comm_id\": \"c1\", \"data\": {}}");
        client.awaitIdle(close);
        assertEquals("{}", comms("{}"));
    }

    @Test
    void theEndOfTheWorkerClosesItsComms() {
        client.awaitIdle(
                client.request(
                        Channel.SHELL,
                        "comm_open",
                        "{\"comm_id\": \"c1\", \"target_name\": \"echo\", \"data\": {}}"));
        client.awaitIdle(client.execute("die now"));
        assertEquals(
                1, client.all().stream().filter(each -> each.type().equals("comm_close")).count());
        assertEquals("{}", comms("{}"));
    }

    private String comms(String content) {
        var request = client.request(Channel.SHELL, "comm_info_request", content);
        client.awaitIdle(request);
        return client.one(request, "comm_info_reply").message().content().get("comms").toString();
    }

    @Test
    void aSubshellsCellRunsWhileTheMainOneIsBusy() {
        var shell = createSubshell();
        var main = client.execute("await\nout main");
        client.awaitSummary("execute_input", main);
        var beside = client.executeIn(shell, "out beside");
        assertEquals(
                List.of("busy", "execute_input", "stdout beside", "execute_reply", "idle"),
                client.awaitIdle(beside));
        client.engine.signal();
        assertTrue(client.awaitIdle(main).contains("stdout main"));
        // The kernel counts cells, whichever shell they come by.
        assertEquals(
                2,
                client.one(beside, "execute_input")
                        .message()
                        .content()
                        .get("execution_count")
                        .intValue());
    }

    @Test
    void anErrorInASubshellAbortsItsOwnCellsOnly() {
        var shell = createSubshell();
        var main = client.execute("await\nout main");
        var queued = client.execute("out queued");
        client.awaitSummary("execute_input", main);
        var failing = client.executeIn(shell, "throw no");
        assertTrue(client.awaitIdle(failing).contains("error"));
        client.engine.signal();
        assertTrue(client.awaitIdle(queued).contains("stdout queued"));
    }

    @Test
    void subshellsAreListedAndDeleted() {
        var shell = createSubshell();
        assertEquals("[\"" + shell + "\"]", subshells());
        var deleted =
                client.request(
                        Channel.CONTROL,
                        "delete_subshell_request",
                        "{\"subshell_id\": \"" + shell + "\"}");
        client.awaitIdle(deleted);
        assertEquals("[]", subshells());
        var lost = client.executeIn(shell, "out never");
        assertEquals(List.of("busy", "execute_reply", "idle"), client.awaitIdle(lost));
        assertEquals(
                "error",
                client.one(lost, "execute_reply").message().content().get("status").stringValue());
        var again =
                client.request(
                        Channel.CONTROL,
                        "delete_subshell_request",
                        "{\"subshell_id\": \"" + shell + "\"}");
        client.awaitIdle(again);
        assertEquals(
                "error",
                client.one(again, "delete_subshell_reply")
                        .message()
                        .content()
                        .get("status")
                        .stringValue());
    }

    private String createSubshell() {
        var request = client.request(Channel.CONTROL, "create_subshell_request", "{}");
        client.awaitIdle(request);
        return client.one(request, "create_subshell_reply")
                .message()
                .content()
                .get("subshell_id")
                .stringValue();
    }

    private String subshells() {
        var request = client.request(Channel.CONTROL, "list_subshell_request", "{}");
        client.awaitIdle(request);
        return client.one(request, "list_subshell_reply")
                .message()
                .content()
                .get("subshell_id")
                .toString();
    }

    @Test
    void aQuestionMarkOpensThePager() {
        var request = client.execute("String?");
        assertEquals(
                List.of("busy", "execute_input", "execute_reply", "idle"),
                client.awaitIdle(request));
        var payload =
                client.one(request, "execute_reply").message().content().get("payload").get(0);
        assertEquals("page", payload.get("source").stringValue());
        assertEquals("class String\n\nText.", payload.get("data").get("text/plain").stringValue());
        var unknown = client.execute("nothing??");
        assertEquals(
                List.of(
                        "busy",
                        "execute_input",
                        "stderr Nothing is known about nothing.",
                        "execute_reply",
                        "idle"),
                client.awaitIdle(unknown));
    }
}
