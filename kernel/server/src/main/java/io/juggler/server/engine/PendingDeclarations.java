package io.juggler.server.engine;

import io.juggler.server.engine.JShellAnalysis.Declaration;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What an analysis is yet to be told, by key. For any thread. */
final class PendingDeclarations {
    private final Map<String, String> pending = new LinkedHashMap<>();

    /** What was taken, as it was last. */
    private final Map<String, String> known = new HashMap<>();

    synchronized boolean areNone() {
        return pending.isEmpty();
    }

    /** Adds what is not known as it is. */
    synchronized void add(List<Declaration> declarations) {
        for (var each : declarations) {
            // In the order of the last mention: what is declared again may need what came between.
            pending.remove(each.key());
            if (!each.source().equals(known.get(each.key()))) {
                pending.put(each.key(), each.source());
            }
        }
    }

    /** Takes the next one; null where there is none. */
    synchronized Declaration take() {
        var first = pending.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        var next = first.next();
        first.remove();
        known.put(next.getKey(), next.getValue());
        notifyAll();
        return new Declaration(next.getKey(), next.getValue());
    }

    /** Waits until there are none, but no longer than that; says whether. */
    synchronized boolean awaitNone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); !pending.isEmpty() && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return pending.isEmpty();
    }
}
