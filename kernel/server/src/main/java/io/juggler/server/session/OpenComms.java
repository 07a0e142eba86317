package io.juggler.server.session;

import io.juggler.wire.CommEvent;

import java.util.LinkedHashMap;
import java.util.Map;

/** The comms that are open. Any thread calls. */
final class OpenComms {
    private final Map<String, String> targets = new LinkedHashMap<>();

    /** One of the two ends did that. */
    synchronized void note(CommEvent event) {
        switch (event.kind()) {
            case OPEN -> targets.put(event.id(), event.target());
            case MESSAGE -> {}
            case CLOSE -> targets.remove(event.id());
        }
    }

    /**
     * The open ones' targets, by id.
     *
     * @param target only those to this one; null where all are meant
     */
    synchronized Map<String, String> to(String target) {
        var found = new LinkedHashMap<>(targets);
        found.values().removeIf(each -> target != null && !each.equals(target));
        return found;
    }

    /** All ids; none is open from now on. */
    synchronized Iterable<String> closeAll() {
        var ids = java.util.List.copyOf(targets.keySet());
        targets.clear();
        return ids;
    }
}
