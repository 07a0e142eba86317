package io.juggler.server.session;

import io.juggler.server.protocol.Channel;
import io.juggler.server.protocol.Codec;
import io.juggler.server.protocol.InputRequest;
import io.juggler.server.protocol.Message;
import io.juggler.server.transport.Transport;
import io.juggler.server.worker.WorkerListener.InputReply;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Lines that cells wait for. One is asked for at a time, as answers do not say what they answer.
 * Any thread may call it.
 */
final class PendingInput {
    private final Codec codec;
    private final Transport transport;

    private final Queue<Question> waiting = new ArrayDeque<>();
    private final Map<Integer, Asking> cells = new HashMap<>();

    /** A cell that runs, and may ask. */
    private record Asking(Message request, boolean allowed) {}

    private record Question(int cell, InputRequest content, InputReply reply) {}

    PendingInput(Codec codec, Transport transport) {
        this.codec = codec;
        this.transport = transport;
    }

    /** That cell runs from now on. */
    synchronized void begin(int cell, Message request, boolean allowed) {
        cells.put(cell, new Asking(request, allowed));
    }

    /** That cell has ended: front ends take no answers for it any more. */
    void end(int cell) {
        List<Question> left;
        synchronized (this) {
            left = waiting.stream().filter(question -> question.cell == cell).toList();
            boolean asked = !waiting.isEmpty() && waiting.element().cell == cell;
            waiting.removeAll(left);
            cells.remove(cell);
            if (asked && !waiting.isEmpty()) {
                send();
            }
        }
        left.forEach(question -> question.reply.refused("the cell that asked has ended"));
    }

    void ask(int asking, String prompt, boolean password, InputReply reply) {
        var refusal =
                refusalOrAsk(
                        asking, new Question(asking, new InputRequest(prompt, password), reply));
        if (refusal != null) {
            reply.refused(refusal);
        }
    }

    /**
     * A line came; never waits.
     *
     * @return what gives it to the cell that waits for it; nothing where nobody asked
     */
    synchronized Runnable answered(String line) {
        var question = waiting.poll();
        if (question == null) {
            return () -> {};
        }
        if (!waiting.isEmpty()) {
            send();
        }
        return () -> question.reply.line(line);
    }

    private synchronized String refusalOrAsk(int asking, Question question) {
        var cell = cells.get(asking);
        if (cell == null) {
            return "only a cell that is running can ask for input";
        }
        if (!cell.allowed) {
            return "this front end does not take input: it ran the cell without allow_stdin";
        }
        waiting.add(question);
        if (waiting.size() == 1) {
            send();
        }
        return null;
    }

    private void send() {
        var question = waiting.element();
        var request = cells.get(question.cell).request;
        transport.send(
                Channel.STDIN,
                codec.encode(request.identities(), question.content, request.header().json()));
    }
}
