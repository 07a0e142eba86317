package io.juggler.server.worker;

import io.juggler.wire.ClassBytes;

import java.util.List;

/** Runs cells in the worker, one at a time; called by one thread at a time. */
public interface CellRunner {

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

    /**
     * Returns when all output that the cell's own thread wrote has been handed to the {@link
     * WorkerListener}.
     */
    void end(int cell) throws WorkerDiedException;
}
