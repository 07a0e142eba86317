package io.juggler.worker;

import io.juggler.api.Comm;
import io.juggler.api.CommMessage;
import io.juggler.wire.CommEvent;
import io.juggler.wire.OutputFrame;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The comms of this worker. Any thread opens, sends and closes; what comes in is handled by a
 * thread of its own, one after another, as a cell beside the others: so it can be interrupted, and
 * what it puts out is told apart.
 */
final class Comms {
    private final Cells cells;
    private final CellClasses classes;
    private final Interrupts interrupts;
    private final OutputLane lane;
    private final Map<String, OpenComm> open = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<Comm, CommMessage>> targets = new ConcurrentHashMap<>();
    private final ExecutorService handling =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform()
                            .daemon()
                            .name("comms")
                            .inheritInheritableThreadLocals(false)
                            .factory());

    Comms(Cells cells, CellClasses classes, Interrupts interrupts, OutputLane lane) {
        this.cells = cells;
        this.classes = classes;
        this.interrupts = interrupts;
        this.lane = lane;
    }

    Comm open(String target, CommMessage message) {
        var comm = new OpenComm(UUID.randomUUID().toString().replace("-", ""), target);
        open.put(comm.id, comm);
        comm.put(CommEvent.Kind.OPEN, target, message);
        return comm;
    }

    void onOpened(String target, BiConsumer<Comm, CommMessage> handler) {
        targets.put(target, handler);
    }

    /** Has it handled; never waits. */
    void received(int cell, CommEvent event) {
        handling.execute(() -> handle(cell, event));
    }

    private void handle(int cell, CommEvent event) {
        Thread.currentThread().setContextClassLoader(classes.contextLoader());
        var turn = interrupts.begin(cells.beginAside(cell, "a comm's message"));
        try {
            if (interrupts.enter(turn)) {
                handle(event);
            }
        } catch (CellInterrupted e) {
            System.err.println("The handler of a comm's message was interrupted.");
        } catch (Throwable e) {
            System.err.print("The handler of a comm's message threw ");
            e.printStackTrace(System.err);
        } finally {
            interrupts.leave(turn);
            interrupts.end(turn);
            cells.endAside();
            lane.putUrgent(new OutputFrame.Mark(cell));
        }
    }

    private void handle(CommEvent event) {
        switch (event.kind()) {
            case OPEN -> {
                var comm = new OpenComm(event.id(), event.target());
                var handler = targets.get(event.target());
                if (handler == null) {
                    // As the protocol has it: the other end must not wait for answers.
                    comm.put(CommEvent.Kind.CLOSE, "", CommMessage.of("{}"));
                    return;
                }
                open.put(comm.id, comm);
                handler.accept(comm, event.message());
            }
            case MESSAGE -> {
                var comm = open.get(event.id());
                if (comm != null && comm.onMessage != null) {
                    comm.onMessage.accept(event.message());
                }
            }
            case CLOSE -> {
                var comm = open.remove(event.id());
                if (comm != null && comm.onClose != null) {
                    comm.onClose.accept(event.message());
                }
            }
        }
    }

    /** A comm that is open, or was. */
    private final class OpenComm implements Comm {
        private final String id;
        private final String target;
        private volatile Consumer<CommMessage> onMessage;
        private volatile Consumer<CommMessage> onClose;

        OpenComm(String id, String target) {
            this.id = id;
            this.target = target;
        }

        void put(CommEvent.Kind kind, String to, CommMessage message) {
            lane.comm(cells.ofCallingThread().id(), new CommEvent(kind, id, to, message));
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String target() {
            return target;
        }

        @Override
        public void send(CommMessage message) {
            if (!open.containsKey(id)) {
                throw new IllegalStateException("the comm to " + target + " is closed");
            }
            put(CommEvent.Kind.MESSAGE, "", message);
        }

        @Override
        public void onMessage(Consumer<CommMessage> handler) {
            onMessage = handler;
        }

        @Override
        public void onClose(Consumer<CommMessage> handler) {
            onClose = handler;
        }

        @Override
        public void close() {
            if (open.remove(id) != null) {
                put(CommEvent.Kind.CLOSE, "", CommMessage.of("{}"));
            }
        }
    }
}
