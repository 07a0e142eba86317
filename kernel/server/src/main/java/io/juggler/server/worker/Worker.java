package io.juggler.server.worker;

import io.juggler.wire.ClassBytes;

import java.nio.file.Path;
import java.util.List;

/**
 * The process that runs user code, as an engine sees it. The handle outlives the process: after
 * {@link #replace} the same handle speaks to a new one.
 *
 * <p>{@link #interrupt}, {@link #threadDump}, {@link #kill} and {@link #close} are called by any
 * thread, the rest by one thread at a time, the engine's, which nobody interrupts ({@link
 * Thread#interrupt} would cost the worker).
 */
public interface Worker extends AutoCloseable {

    /**
     * Says that what follows belongs to this cell, until {@link #end}.
     *
     * @param cell a number that no other cell of this kernel has
     * @param title how the cell is called in messages, such as {@code cell [3]}
     */
    void begin(int cell, String title) throws WorkerDiedException;

    /**
     * Defines classes, woven. They may refer to one another and to all that was loaded before.
     *
     * @return null, or what the class loader or the verifier threw
     */
    Invocation.Threw load(List<ClassBytes> classes) throws WorkerDiedException;

    /**
     * Calls a public static method without parameters, on the cell's thread.
     *
     * @param render whether the value is to be rendered (it is kept in the worker in any case)
     */
    Invocation invoke(String className, String methodName, boolean render)
            throws WorkerDiedException;

    /**
     * {@link #begin}, {@link #load}, {@link #invoke} and {@link #end} in one round trip; what does
     * not load is not invoked.
     *
     * @return how loading or invoking ended, once the output is handed on as {@link #end} says
     */
    Invocation run(
            int cell,
            String title,
            List<ClassBytes> classes,
            String className,
            String methodName,
            boolean render)
            throws WorkerDiedException;

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
     * Returns when all output that the cell's own thread wrote has been handed to the {@link
     * WorkerListener}.
     */
    void end(int cell) throws WorkerDiedException;

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

    /** Ends the process, whatever it does, and starts another with the same class path. */
    void replace() throws WorkerDiedException;

    /** Ends the process; returns when it is gone. */
    @Override
    void close();
}
