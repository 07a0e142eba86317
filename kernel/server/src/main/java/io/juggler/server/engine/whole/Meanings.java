package io.juggler.server.engine.whole;

import java.util.ArrayList;
import java.util.List;

/** What a running cell knows of the names, and of what others have done to them since. */
final class Meanings {
    private final int restarts;
    private final List<Names> before = new ArrayList<>();
    private final List<Names> after = new ArrayList<>();
    private Names seen;

    /**
     * @param restarts how often the worker had been replaced when the cell was compiled
     */
    Meanings(Names seen, int restarts) {
        this.seen = seen;
        this.restarts = restarts;
    }

    int restarts() {
        return restarts;
    }

    /** What names mean from now on: as this cell has it, with what others have changed. */
    Names with(Names own, Names now) {
        if (now != seen) {
            before.add(seen);
            after.add(now);
        }
        for (int i = 0; i < before.size(); i++) {
            own.takeOver(before.get(i), after.get(i));
        }
        seen = own;
        return own;
    }
}
