package io.juggler.lab;

/**
 * A way to do the same tasks: on how many threads, and how many at once. Named as the call that
 * runs it alone.
 */
public sealed interface Strategy {

    /** What it is called in tables. */
    String name();

    /** One task after another, on one thread. */
    record Sequential() implements Strategy {
        @Override
        public String name() {
            return "sequentially";
        }
    }

    /** All tasks at once, as virtual threads on exactly one carrier. */
    record OneCarrier() implements Strategy {
        @Override
        public String name() {
            return "concurrently";
        }
    }

    /** One task at a time on each core that the JVM sees. */
    record Cores() implements Strategy {
        @Override
        public String name() {
            return "inParallel";
        }
    }
}
