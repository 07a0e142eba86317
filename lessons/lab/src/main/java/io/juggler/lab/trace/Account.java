package io.juggler.lab.trace;

import java.io.Serializable;

/**
 * What one virtual thread's mounts are booked to. Kept in the log in place of the thread, so that a
 * finished thread can be collected.
 *
 * @param task the task's index, or {@link #LANE} for a thread that works through several, or {@link
 *     #NESTED} for a thread that a task started
 * @param lane the lane's number, for a {@link #LANE}
 * @param parent the account of the thread that started this one, for a {@link #NESTED}, or null
 *     where that is not known
 * @param createdAt when it was started, {@link System#nanoTime()}
 */
record Account(int task, int lane, Account parent, long createdAt) implements Serializable {
    static final int LANE = -1;
    static final int NESTED = -2;

    static Account ofTask(int task, long now) {
        return new Account(task, -1, null, now);
    }

    static Account ofLane(int lane, long now) {
        return new Account(LANE, lane, null, now);
    }

    static Account nestedIn(Account parent, long now) {
        return new Account(NESTED, -1, parent, now);
    }
}
