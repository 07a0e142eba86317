package io.juggler.worker;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Threads and their stacks as text. */
final class ThreadStacks {
    private ThreadStacks() {}

    /** Every thread, virtual ones behind the others. */
    static String all(LiveThreads threads) {
        return Stream.concat(threads.platform().stream(), threads.virtual().stream())
                .sorted(Comparator.comparing(Thread::isVirtual).thenComparingLong(Thread::threadId))
                .map(thread -> one(thread, thread.getStackTrace()))
                .collect(Collectors.joining("\n"));
    }

    /** One thread: its name and state, and a line for each frame. */
    static String one(Thread thread, StackTraceElement[] frames) {
        var text =
                new StringBuilder()
                        .append('"')
                        .append(thread.getName())
                        .append("\" #")
                        .append(thread.threadId())
                        .append(thread.isVirtual() ? " virtual " : " ")
                        .append(thread.getState())
                        .append('\n');
        for (var frame : frames) {
            text.append("    at ").append(frame).append('\n');
        }
        return text.toString();
    }
}
