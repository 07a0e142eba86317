package io.juggler.server.session;

import io.juggler.api.CommMessage;
import io.juggler.server.engine.Engine;
import io.juggler.server.log.Log;
import io.juggler.server.protocol.Channel;
import io.juggler.server.protocol.Codec;
import io.juggler.server.protocol.ErrorInfo;
import io.juggler.server.protocol.MalformedMessageException;
import io.juggler.server.protocol.Message;
import io.juggler.server.protocol.Publication;
import io.juggler.server.protocol.Publication.Status.State;
import io.juggler.server.protocol.Reply;
import io.juggler.server.protocol.Request;
import io.juggler.server.transport.Transport;
import io.juggler.server.worker.WorkerListener;
import io.juggler.wire.CommEvent;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Takes requests to where they are answered. The transport's thread only sorts them: cells run on
 * one thread, what is asked about code is answered on another and never waits for a cell, and
 * control requests have a third, which waits for neither.
 */
public final class Session implements AutoCloseable {
    private static final Log LOG = Log.of(Session.class);

    private final Codec codec;
    private final Transport transport;
    private final Outbox outbox;
    private final PendingInput input;
    private final Outputs<byte[]> outputs;
    private final Numbers numbers = new Numbers();
    private final OpenComms comms = new OpenComms();
    private final Set<Integer> commMessages = ConcurrentHashMap.newKeySet();
    private final Execution execution;
    private final Map<String, Execution> subshells = new ConcurrentHashMap<>();
    private final CompletableFuture<Engine> engine;
    private final History history;
    private final Reply.KernelInfo kernelInfo;
    private final Reply.Connected ports;
    private final Lane control = new Lane("juggler-control");
    private final Lane answers = new Lane("juggler-answers");
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param engine what cells run on. Requests that need it wait until it has completed; where it
     *     completes with an exception, they say so
     */
    public Session(
            Codec codec,
            Transport transport,
            CompletableFuture<Engine> engine,
            History history,
            Reply.KernelInfo kernelInfo,
            Reply.Connected ports) {
        this.codec = codec;
        this.transport = transport;
        this.engine = engine;
        this.history = history;
        this.kernelInfo = kernelInfo;
        this.ports = ports;
        outbox = new Outbox(codec, transport);
        input = new PendingInput(codec, transport);
        outputs = new Outputs<>(this::put, input::ask);
        execution = execution(Execution.Kind.MAIN);
    }

    private Execution execution(Execution.Kind kind) {
        return new Execution(
                transport,
                outbox,
                outputs,
                input,
                engine,
                history,
                numbers,
                kind,
                this::closeComms);
    }

    private void put(byte[] parent, Publication output) throws InterruptedException {
        if (output instanceof Publication.Comm(var event)) {
            comms.note(event);
        }
        outbox.publish(output, parent);
    }

    /** The worker's ends of all comms are gone. */
    private void closeComms() {
        for (var id : comms.closeAll()) {
            outbox.tell(
                    new Publication.Comm(
                            new CommEvent(CommEvent.Kind.CLOSE, id, "", CommMessage.of("{}"))),
                    Codec.noParent());
        }
    }

    /** Where an engine's worker has to put the cells' output. */
    public WorkerListener listener() {
        return outputs;
    }

    /** Starts to answer. */
    public void start() {
        execution.start();
        transport.start(new Incoming());
        outbox.tell(new Publication.Status(State.STARTING), Codec.noParent());
    }

    /** Completes when the kernel was asked to end, or no client can reach it any more. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        answers.close();
        control.close();
        subshells.values().forEach(Execution::close);
        execution.close();
    }

    private void dispatch(Channel channel, Message message) {
        Request request;
        try {
            request = Request.of(message.header().type(), message.content());
        } catch (MalformedMessageException e) {
            LOG.warning(message.header().type() + ": " + e.getMessage());
            if (channel != Channel.STDIN) {
                answers.add(() -> answer(channel, message, () -> refusal(message, e.getMessage())));
            }
            return;
        }
        if ((channel == Channel.STDIN) != (request instanceof Request.InputReply)) {
            LOG.warning(
                    "ignored %s, which does not belong on %s"
                            .formatted(message.header().type(), channel));
            return;
        }
        switch (request) {
            case Request.Execute execute -> {
                if (channel == Channel.SHELL) {
                    execute(message, execute);
                } else {
                    LOG.warning("ignored execute_request on " + channel);
                }
            }
            case Request.Comm comm -> answers.add(() -> handOn(message, comm));
            case Request.CreateSubshell _, Request.DeleteSubshell _, Request.ListSubshells _ ->
                    control.add(() -> answer(channel, message, () -> subshells(request)));
            case Request.InputReply(var line) -> control.add(input.answered(line));
            case Request.Interrupt() ->
                    control.add(() -> answer(channel, message, this::interrupt));
            case Request.Shutdown(boolean restart) ->
                    control.add(() -> shutDown(channel, message, restart));
            case Request.Unknown() -> LOG.warning("ignored an unknown " + message.header().type());
            case Request.KernelInfo() ->
                    (channel == Channel.CONTROL ? control : answers)
                            .add(() -> answer(channel, message, () -> kernelInfo));
            default -> answers.add(() -> answer(channel, message, () -> reply(request)));
        }
    }

    private void execute(Message message, Request.Execute request) {
        var id = message.header().subshell();
        var shell = id == null ? execution : subshells.get(id);
        if (shell != null) {
            shell.add(message, request);
            return;
        }
        answers.add(
                () ->
                        answer(
                                Channel.SHELL,
                                message,
                                () -> refusal(message, "there is no subshell " + id)));
    }

    private Reply subshells(Request request) {
        return switch (request) {
            case Request.CreateSubshell() -> createSubshell();
            case Request.DeleteSubshell(var id) -> deleteSubshell(id);
            case Request.ListSubshells() -> new Reply.Subshells(List.copyOf(subshells.keySet()));
            default -> throw new IllegalArgumentException("not about subshells: " + request);
        };
    }

    private Reply createSubshell() {
        var id = UUID.randomUUID().toString();
        var shell = execution(Execution.Kind.SUBSHELL);
        subshells.put(id, shell);
        shell.start();
        return new Reply.SubshellCreated(id);
    }

    private Reply deleteSubshell(String id) {
        var shell = subshells.remove(id);
        if (shell == null) {
            return failure("delete_subshell_reply", "NoSubshell", "there is no subshell " + id);
        }
        shell.end();
        return new Reply.SubshellDeleted();
    }

    /** Gives what a front end did to a comm to the worker; idle follows when it was dealt with. */
    private void handOn(Message message, Request.Comm comm) {
        var parent = message.header().json();
        outbox.tell(new Publication.Status(State.BUSY), parent);
        int number = numbers.nextCell();
        outputs.beginAside(number, parent);
        var event =
                new CommEvent(
                        comm.kind(),
                        comm.id(),
                        comm.target(),
                        new CommMessage(
                                comm.data(), message.metadata().toString(), message.buffers()));
        comms.note(event);
        commMessages.add(number);
        var _ =
                engine.thenCompose(started -> started.comm(number, event))
                        .whenComplete(
                                (_, failure) -> {
                                    commMessages.remove(number);
                                    if (failure != null) {
                                        LOG.warning("a comm's message was lost: " + failure);
                                    }
                                    outbox.tell(new Publication.Status(State.IDLE), parent);
                                });
    }

    private Reply reply(Request request) throws ExecutionException, InterruptedException {
        return switch (request) {
            case Request.Complete complete -> Answers.complete(engine.get(), complete);
            case Request.Inspect inspect -> Answers.inspect(engine.get(), inspect);
            case Request.IsComplete isComplete -> Answers.isComplete(engine.get(), isComplete);
            case Request.History(boolean output, var access) ->
                    new Reply.PastCells(history.entries(access), output);
            case Request.Connect() -> ports;
            case Request.CommInfo(var target) -> new Reply.CommInfo(comms.to(target));
            default -> throw new IllegalArgumentException("not a question: " + request);
        };
    }

    private Reply interrupt() {
        execution.interrupt();
        subshells.values().forEach(Execution::interrupt);
        if (engine.isDone() && !engine.isCompletedExceptionally()) {
            commMessages.forEach(engine.join()::interrupt);
        }
        return new Reply.Interrupted();
    }

    private void shutDown(Channel channel, Message message, boolean restart) {
        var parent = message.header().json();
        outbox.tell(new Publication.Status(State.BUSY), parent);
        var reply = new Reply.ShutDown(restart);
        outbox.reply(channel, message, reply);
        // Other clients learn from it that the kernel did not die.
        outbox.tellAll(reply, parent);
        outbox.tell(new Publication.Status(State.IDLE), parent);
        ended.complete(null);
    }

    private void answer(Channel channel, Message message, Answer answer) {
        var parent = message.header().json();
        outbox.tell(new Publication.Status(State.BUSY), parent);
        outbox.reply(channel, message, answerOrFailure(message, answer));
        outbox.tell(new Publication.Status(State.IDLE), parent);
    }

    private static Reply answerOrFailure(Message message, Answer answer) {
        try {
            return answer.reply();
        } catch (ExecutionException e) {
            return new Reply.Failed(
                    replyType(message),
                    ErrorText.internal(
                            "The process that runs the cells could not be started", e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply.Failed(replyType(message), ErrorText.internal("The kernel ends", e));
        } catch (RuntimeException | Error e) {
            LOG.error(message.header().type() + " failed", e);
            return new Reply.Failed(
                    replyType(message), ErrorText.internal("The kernel could not answer", e));
        }
    }

    private static Reply refusal(Message message, String reason) {
        return failure(replyType(message), "MalformedRequest", reason);
    }

    private static Reply failure(String type, String name, String reason) {
        return new Reply.Failed(type, new ErrorInfo(name, reason, List.of(name + ": " + reason)));
    }

    private static String replyType(Message message) {
        var type = message.header().type();
        var request = "_request";
        return (type.endsWith(request) ? type.substring(0, type.length() - request.length()) : type)
                + "_reply";
    }

    /** What the transport's thread calls. */
    private final class Incoming implements Transport.Receiver {
        @Override
        public void received(Channel channel, List<byte[]> frames) {
            try {
                dispatch(channel, codec.decode(frames));
            } catch (MalformedMessageException e) {
                LOG.warning("dropped a message on " + channel + ": " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("dropped a message on " + channel, e);
            }
        }

        @Override
        public void subscribed(String topic) {
            outbox.welcome(topic);
        }

        @Override
        public void stalled() {
            LOG.warning("a client does not read; it misses output from now on");
            outbox.tell(
                    new Publication.Stream(
                            "stderr",
                            "[Juggler] A front end has stopped reading; output was kept from it so"
                                    + " that the kernel can go on.\n"),
                    Codec.noParent());
        }

        @Override
        public void ended() {
            Session.this.ended.complete(null);
        }
    }

    /** Finds the answer to a request. */
    @FunctionalInterface
    private interface Answer {
        Reply reply() throws ExecutionException, InterruptedException;
    }
}
