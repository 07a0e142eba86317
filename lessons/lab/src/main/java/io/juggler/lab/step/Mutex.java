package io.juggler.lab.step;

import java.util.ArrayList;
import java.util.List;

/**
 * A lock of a {@link World}, with one condition to wait for, as a {@code ReentrantLock} has:
 * whoever has it may take it again, and {@link #signal} wakes who has waited longest.
 */
public final class Mutex {
    private final Execution execution;
    private final String name;
    private Strand owner;
    private int depth;
    private final List<Strand> waiting = new ArrayList<>();

    Mutex(Execution execution, String name) {
        this.execution = execution;
        this.name = name;
    }

    /** Takes it, once it is free. */
    public void lock() {
        var me = execution.mine();
        execution.perform(
                new Op(
                        name + ".lock()",
                        () -> owner == null || owner == me,
                        () -> name + ", which " + owner.name() + " has",
                        () -> {
                            owner = me;
                            depth++;
                            return null;
                        },
                        false));
    }

    /**
     * Gives it back.
     *
     * @throws IllegalMonitorStateException when another thread has it, or none
     */
    public void unlock() {
        execution.perform(
                Op.of(
                        name + ".unlock()",
                        () -> {
                            requireOwner("unlock");
                            depth--;
                            if (depth == 0) {
                                owner = null;
                            }
                            return null;
                        }));
    }

    /** Does that with the lock taken, and gives it back whatever happens. */
    public void locked(World.Body body) throws Exception {
        lock();
        try {
            body.run();
        } finally {
            unlock();
        }
    }

    /**
     * Gives the lock back and waits to be signalled; then takes it again. Two steps.
     *
     * @throws IllegalMonitorStateException when another thread has it, or none
     */
    public void await() {
        var me = execution.mine();
        int[] held = new int[1];
        execution.perform(
                Op.of(
                        name + ".await()",
                        () -> {
                            requireOwner("await");
                            held[0] = depth;
                            owner = null;
                            depth = 0;
                            waiting.add(me);
                            return null;
                        }));
        execution.perform(
                new Op(
                        name + " again",
                        () -> owner == null && !waiting.contains(me),
                        () ->
                                waiting.contains(me)
                                        ? "a signal of " + name
                                        : name + ", which " + owner.name() + " has",
                        () -> {
                            owner = me;
                            depth = held[0];
                            return null;
                        },
                        false));
    }

    /**
     * Wakes who has waited longest; nobody where none waits.
     *
     * @throws IllegalMonitorStateException when another thread has the lock, or none
     */
    public void signal() {
        execution.perform(
                Op.of(
                        name + ".signal()",
                        () -> {
                            requireOwner("signal");
                            if (!waiting.isEmpty()) {
                                waiting.removeFirst();
                            }
                            return null;
                        }));
    }

    /**
     * Wakes all who wait.
     *
     * @throws IllegalMonitorStateException when another thread has the lock, or none
     */
    public void signalAll() {
        execution.perform(
                Op.of(
                        name + ".signalAll()",
                        () -> {
                            requireOwner("signalAll");
                            waiting.clear();
                            return null;
                        }));
    }

    private void requireOwner(String call) {
        if (owner == null || owner != execution.mine()) {
            throw new IllegalMonitorStateException(
                    name + "." + call + "() by a thread that does not have " + name);
        }
    }

    String name() {
        return name;
    }

    /** Such as "taken by A", for those who look. */
    String told() {
        return owner == null
                ? "free"
                : "taken by " + owner.name() + (depth > 1 ? ", " + depth + " times" : "");
    }

    /** All that there is to know about it. */
    List<Object> state() {
        return List.of(
                owner == null ? "" : owner.name(),
                depth,
                waiting.stream().map(Strand::name).toList());
    }
}
