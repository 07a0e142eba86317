package io.juggler.lab.measure;

/** Tells an Error that is a task's own failure from one by which somebody ends the whole cell. */
final class Stops {
    private static final int CAUSES_LOOKED_AT = 20;

    private Stops() {}

    /**
     * The error that ends the whole run, or null when this is the failure of one task.
     *
     * <p>A failed assertion, a stack overflow, a full heap or a class that does not link belong to
     * the task that met them. Any other Error, such as the one a kernel throws into an interrupted
     * cell, is not for libraries to keep.
     */
    static Error everything(Throwable thrown) {
        int depth = 0;
        for (var t = thrown; t != null && depth < CAUSES_LOOKED_AT; t = t.getCause()) {
            if (t instanceof Error error && !belongsToOneTask(error)) {
                return error;
            }
            depth++;
        }
        return null;
    }

    private static boolean belongsToOneTask(Error error) {
        return error instanceof AssertionError
                || error instanceof VirtualMachineError
                || error instanceof LinkageError;
    }
}
