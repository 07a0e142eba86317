package io.juggler.lab.trace;

import java.io.Serializable;

/**
 * Every mount on one carrier, in order, up to a limit; past it mounts are counted and no longer
 * kept. Written by the carrier alone; others read only what was there when they were told to.
 */
final class MountLog implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int CHUNK = 2048;

    private final Account[][] accounts;
    private final long[][] times;
    private int size;
    private long dropped;

    /**
     * An empty log.
     *
     * @param limit mounts to keep, rounded up to whole chunks
     */
    MountLog(int limit) {
        int chunks = Math.max(1, Math.ceilDiv(limit, CHUNK));
        accounts = new Account[chunks][];
        times = new long[chunks][];
    }

    /**
     * Books one mount. Chunks instead of a growing array: a copy in the middle of a run would show
     * in the timing.
     */
    void add(Account account, long readyAt, long start, long end) {
        int chunk = size / CHUNK;
        int at = size % CHUNK;
        if (chunk == times.length) {
            dropped++;
            return;
        }
        if (at == 0) {
            accounts[chunk] = new Account[CHUNK];
            times[chunk] = new long[3 * CHUNK];
        }
        accounts[chunk][at] = account;
        times[chunk][3 * at] = readyAt;
        times[chunk][3 * at + 1] = start;
        times[chunk][3 * at + 2] = end;
        size++;
    }

    int size() {
        return size;
    }

    long dropped() {
        return dropped;
    }

    Account account(int mount) {
        return accounts[mount / CHUNK][mount % CHUNK];
    }

    long readyAt(int mount) {
        return times[mount / CHUNK][3 * (mount % CHUNK)];
    }

    long start(int mount) {
        return times[mount / CHUNK][3 * (mount % CHUNK) + 1];
    }

    long end(int mount) {
        return times[mount / CHUNK][3 * (mount % CHUNK) + 2];
    }
}
