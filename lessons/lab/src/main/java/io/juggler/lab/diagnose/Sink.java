package io.juggler.lab.diagnose;

/** Takes results, so that the compiler cannot leave out the work that led to them. */
final class Sink {
    private static volatile int hidden = 1;

    private Sink() {}

    static void take(Object result) {
        if (System.identityHashCode(result) == hidden && hidden == 0) {
            throw new AssertionError("an identity hash is never 0 twice");
        }
    }
}
