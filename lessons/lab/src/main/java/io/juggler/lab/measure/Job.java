package io.juggler.lab.measure;

/**
 * What an arrangement is given to do.
 *
 * @param work what each task does
 * @param tasks how many there are, at least 1
 * @param deadlineNanos how long they may take together before they are stopped, in ns
 * @param prints where what they print goes; null to leave it as it is
 * @param follower told when it takes long
 */
public record Job(Work work, int tasks, long deadlineNanos, Prints prints, Follower follower) {

    /** The same tasks, each doing something else. */
    public Job doing(Work other) {
        return new Job(other, tasks, deadlineNanos, prints, follower);
    }

    /** The same tasks, with what they print going there. */
    Job printing(Prints elsewhere) {
        return new Job(work, tasks, deadlineNanos, elsewhere, follower);
    }
}
