package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.juggler.server.protocol.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;

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
    }
}
