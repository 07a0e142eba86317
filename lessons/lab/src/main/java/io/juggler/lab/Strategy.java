package io.juggler.lab;

import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * A way to do the same tasks: on how many threads, and how many at once. Made by {@link Lab}'s
 * methods of the same names.
 */
public sealed interface Strategy extends Serializable {

    /** The most threads or carriers one strategy takes. */
    int MOST_THREADS = 1_024;

    /** The most JVMs one strategy takes. */
    int MOST_PROCESSES = 64;

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

    /**
     * All tasks at once, as virtual threads on that many carriers.
     *
     * @param carriers how many
     */
    record Carriers(int carriers) implements Strategy {
        public Carriers {
            requireThreads("carriers", carriers);
        }

        @Override
        public String name() {
            return "carriers(" + carriers + ")";
        }
    }

    /** All tasks at once, as virtual threads on the JDK's own scheduler. */
    record VirtualThreads() implements Strategy {
        @Override
        public String name() {
            return "virtualThreads";
        }
    }

    /**
     * A pool of platform threads.
     *
     * @param threads how many
     */
    record Pool(int threads) implements Strategy {
        public Pool {
            requireThreads("pool", threads);
        }

        @Override
        public String name() {
            return "pool(" + threads + ")";
        }
    }

    /** A parallel stream over the indexes. */
    record ParallelStream() implements Strategy {
        @Override
        public String name() {
            return "parallelStream";
        }
    }

    /** A fork-join pool with one thread for each core. */
    record ForkJoin() implements Strategy {
        @Override
        public String name() {
            return "forkJoin";
        }
    }

    /** A completable future for each task, on the JVM's common pool. */
    record CompletableFutures() implements Strategy {
        @Override
        public String name() {
            return "completableFuture";
        }
    }

    /** All tasks on one event loop: one thread with callbacks and timers. */
    record OnEventLoop() implements Strategy {
        @Override
        public String name() {
            return "eventLoop";
        }
    }

    /** The tasks' first phases on one carrier, the second on the cores. */
    record Hybrid() implements Strategy {
        @Override
        public String name() {
            return "hybrid";
        }
    }

    /**
     * A pool of JVMs.
     *
     * @param processes how many
     */
    record Processes(int processes) implements Strategy {
        public Processes {
            if (processes < 1 || processes > MOST_PROCESSES) {
                throw new IllegalArgumentException(
                        "processes(" + processes + "): the number must be from 1 to 64");
            }
        }

        @Override
        public String name() {
            return "processes(" + processes + ")";
        }
    }

    /**
     * An executor of the user's.
     *
     * @param name what it is called in tables
     * @param executor gets all tasks at once and stays open
     */
    record OnExecutor(String name, Executor executor) implements Strategy {
        public OnExecutor {
            Objects.requireNonNull(name, "an executor needs a name: executor(\"mine\", executor)");
            Objects.requireNonNull(executor, "executor(\"" + name + "\", null): give an executor");
        }
    }

    private static void requireThreads(String call, int threads) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    call + "(" + threads + "): the number must be from 1 to 1,024");
        }
    }
}
