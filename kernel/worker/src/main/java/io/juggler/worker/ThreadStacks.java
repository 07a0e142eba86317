package io.juggler.worker;

import java.util.Comparator;
import java.util.Map;

/** Threads and their stacks as text. */
final class ThreadStacks {
    private ThreadStacks() {}

    /** Every platform thread. */
    static String all() {
        var text = new StringBuilder();
        Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getKey().threadId()))
                .map(Map.Entry::getKey)
                .forEach(thread -> text.append(one(thread, thread.getStackTrace())).append('\n'));
        return text.toString();
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
