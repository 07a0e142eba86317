package io.juggler.server.worker;

import io.juggler.wire.CommEvent;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The process that runs user code, as an engine sees it. The handle outlives the process: after
 * {@link #replace} the same handle speaks to a new one.
 *
 * <p>{@link #aside}, {@link #comm}, {@link #interrupt}, {@link #threadDump}, {@link #kill} and
 * {@link #close} are called by any thread, the rest by one thread at a time, the engine's, which
 * nobody interrupts ({@link Thread#interrupt} would cost the worker).
 */
public interface Worker extends CellRunner, AutoCloseable {

    /**
     * Runs cells beside the one that this runs: one at a time each, by any thread. They are not
     * begun again in a worker that replaces this one.
     */
    CellRunner aside();

    /**
     * Hands on what the front end did to a comm; returns at once. Any thread calls.
     *
     * @param cell the number under which what is put out comes; no cell's
     * @return completes when it was dealt with and its output was handed on, or the worker is gone
     */
    CompletableFuture<Void> comm(int cell, CommEvent event);

    /** Renders a public static field's value as plain text. */
    String variable(String className, String fieldName) throws WorkerDiedException;

    /** Adds jars or folders behind what the class path already has. */
    void addToClassPath(List<Path> entries) throws WorkerDiedException;

    /**
     * Lets go of packages of loaded classes: they are not found any more, and are collected when
     * nothing refers to them. For the classes of cells that were replaced. In the package {@code
     * notebook} each top-level class, with what is nested in it, is let go by its own name.
     */
    void forget(List<String> packages) throws WorkerDiedException;

    /**
     * Interrupts a cell, with the threads that it started; returns at once.
     *
     * @return false where that cell is not running
     */
    boolean interrupt(int cell);

    /** Every thread of the worker with its stack, for a report; waits at most two seconds. */
    String threadDump();

    /**
     * Ends the process, whatever it does, and starts no other. The call that waits for it, and
     * those that follow until {@link #replace}, throw {@link WorkerDiedException}.
     *
     * @param reason the exception's message, for the user
     */
    void kill(String reason);

    /** How processes are started from now on; what runs goes on as it was started. */
    default void launch(UnaryOperator<WorkerLaunch> change) {
        throw new UnsupportedOperationException("this worker is not started by a launch");
    }

    /** Ends the process, whatever it does, and starts another with the same class path. */
    void replace() throws WorkerDiedException;

    /** Ends the process; returns when it is gone. */
    @Override
    void close();
}
