package io.juggler.worker;

/**
 * Prints what ends a thread, as the JVM does; but not that its cell was interrupted, which the user
 * knows.
 */
final class Uncaught implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof CellInterrupted) {
            return;
        }
        System.err.print("Exception in thread \"" + thread.getName() + "\" ");
        thrown.printStackTrace(System.err);
    }
}
