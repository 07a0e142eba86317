package io.juggler.lab.trace;

import io.juggler.lab.trace.Interval.Doing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns mounts into what each task did, without gaps: running where it or a thread it started is
 * mounted, ready where one of them could have been, waiting else. The same mounts that a lane's
 * thread had are split where the lane went from one task to the next.
 */
public final class Timeline {

    /**
     * Intervals kept; a drawing shows far fewer, and a list of more would cost more memory than
     * most tasks.
     */
    public static final int INTERVALS_KEPT = 1 << 19;

    private static final Comparator<Interval> BY_START =
            Comparator.comparingLong(Interval::start).thenComparingInt(Interval::task);

    private final Stamps stamps;
    private final long zero;
    private final long end;
    private final List<List<Interval>> running;
    private final List<List<Interval>> ready;
    private final List<int[]> lanes = new ArrayList<>();
    private final long[] first;
    private int kept;

    /**
     * Up to here everything is known; past it some mounts were not kept, and to call a task waiting
     * could be wrong.
     */
    private long horizon = Long.MAX_VALUE;

    private Timeline(Stamps stamps, long zero) {
        this.stamps = stamps;
        this.zero = zero;
        this.end = Math.max(zero, stamps.lastEnd());
        int tasks = stamps.tasks();
        running = new ArrayList<>(tasks);
        ready = new ArrayList<>(tasks);
        first = new long[tasks];
        for (int task = 0; task < tasks; task++) {
            running.add(null);
            ready.add(null);
            first[task] = stamps.began(task);
        }
        for (int lane = 0; lane < stamps.lanes(); lane++) {
            lanes.add(stamps.takenBy(lane));
        }
    }

    /**
     * What the tasks of a traced run did, in order of time.
     *
     * @param zero the start of the run, {@link System#nanoTime()}
     * @param waits waits in which a thread held its carrier
     */
    public static List<Interval> of(Trace trace, Stamps stamps, long zero, Waits waits) {
        var timeline = new Timeline(stamps, zero);
        for (var carrier : trace.carriers()) {
            for (int mount = 0; mount < carrier.size(); mount++) {
                timeline.book(
                        carrier.name(),
                        carrier.log().account(mount),
                        carrier.log().readyAt(mount),
                        carrier.log().start(mount),
                        carrier.log().end(mount));
            }
            var open = carrier.open();
            if (open != null && timeline.end - open.start() > 0) {
                timeline.book(
                        carrier.name(), open.account(), open.readyAt(), open.start(), timeline.end);
            }
            if (carrier.dropped() > 0 && carrier.size() > 0) {
                timeline.seesNoFurtherThan(carrier.log().end(carrier.size() - 1));
            }
        }
        return Overlay.pinned(timeline.assemble(), trace.carrierNames(), waits, zero);
    }

    /**
     * What is known of tasks whose mounts were not recorded: that they had begun and not ended, and
     * the waits that were seen.
     *
     * @param platform whether they ran on platform threads
     */
    public static List<Interval> untraced(
            Stamps stamps, List<String> threadOfTask, boolean platform, long zero, Waits waits) {
        var intervals = new ArrayList<Interval>();
        var overlay = Overlay.byThread(waits);
        for (int task = 0; task < Math.min(stamps.tasks(), INTERVALS_KEPT); task++) {
            if (stamps.began(task) != 0 && stamps.ended(task) != 0) {
                long handed = Math.max(zero, stamps.handed(task));
                if (stamps.handed(task) != 0 && stamps.began(task) - handed > 0) {
                    intervals.add(
                            new Interval(
                                    task,
                                    "",
                                    Doing.READY,
                                    handed - zero,
                                    stamps.began(task) - zero));
                }
                var unknown =
                        new Interval(
                                task,
                                threadOfTask.get(task),
                                Doing.UNKNOWN,
                                stamps.began(task) - zero,
                                stamps.ended(task) - zero);
                overlay.fill(
                        unknown, stamps.thread(task), stamps.used(task), platform, zero, intervals);
            }
        }
        intervals.sort(BY_START);
        return List.copyOf(intervals);
    }

    private void book(String carrier, Account account, long readyAt, long start, long end) {
        if (account.task() >= 0) {
            // Its time begins when it is first ready, not when the first carrier gets to it.
            first[account.task()] = Math.min(first[account.task()], readyAt);
            book(carrier, account.task(), readyAt, start, end);
        } else if (account.task() == Account.LANE) {
            int[] taken = lanes.get(account.lane());
            // The lane's first task that was not over when this mount, or the wait for it, began.
            for (int i = firstEndingAfter(taken, Math.min(readyAt, start)); i < taken.length; i++) {
                long began = stamps.began(taken[i]);
                long ended = stamps.ended(taken[i]);
                if (began - end >= 0) {
                    break;
                }
                book(
                        carrier,
                        taken[i],
                        Math.max(readyAt, began),
                        Math.max(start, began),
                        ended == 0 ? end : Math.min(end, ended));
            }
        } else {
            int task = taskOf(account);
            if (task >= 0) {
                book(carrier, task, readyAt, start, end);
            }
        }
    }

    private void book(String carrier, int task, long readyAt, long start, long end) {
        if (kept >= INTERVALS_KEPT) {
            seesNoFurtherThan(Math.min(readyAt, start));
            return;
        }
        if (start - readyAt > 0) {
            add(ready, new Interval(task, "", Doing.READY, readyAt, start));
        }
        if (end - start > 0) {
            add(running, new Interval(task, carrier, Doing.RUNNING, start, end));
        }
    }

    private void seesNoFurtherThan(long moment) {
        horizon = Math.min(horizon, moment);
    }

    private void add(List<List<Interval>> lists, Interval interval) {
        var list = lists.get(interval.task());
        if (list == null) {
            list = new ArrayList<>(2);
            lists.set(interval.task(), list);
        }
        list.add(interval);
        kept++;
    }

    /** The task that started this thread, itself or through others; -1 where that is not known. */
    private int taskOf(Account nested) {
        var account = nested;
        while (account.task() == Account.NESTED && account.parent() != null) {
            var parent = account.parent();
            if (parent.task() == Account.LANE) {
                int[] taken = lanes.get(parent.lane());
                int at = firstEndingAfter(taken, account.createdAt());
                return at < taken.length ? taken[at] : -1;
            }
            account = parent;
        }
        return account.task() >= 0 ? account.task() : -1;
    }

    private int firstEndingAfter(int[] taken, long moment) {
        int low = 0;
        int high = taken.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            long ended = stamps.ended(taken[middle]);
            if (ended != 0 && ended - moment <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Interval> assemble() {
        var all = new ArrayList<Interval>();
        for (int task = 0; task < stamps.tasks(); task++) {
            if (running.get(task) != null && stamps.ended(task) != 0) {
                assemble(task, all);
            }
        }
        all.sort(BY_START);
        return List.copyOf(all);
    }

    private void assemble(int task, List<Interval> all) {
        var mounts = running.get(task);
        mounts.sort(BY_START);
        var waitingForCarrier = ready.get(task) == null ? List.<Interval>of() : ready.get(task);
        long until = Math.min(Math.min(end, horizon), stamps.ended(task));
        long at = Math.max(zero, first[task]);
        int next = 0;
        waitingForCarrier = waitingForCarrier.stream().sorted(BY_START).toList();
        for (var mount : mounts) {
            long start = Math.max(mount.start(), zero);
            long stop = Math.min(mount.end(), until);
            if (start - stop >= 0) {
                continue;
            }
            if (start - at > 0) {
                next = gap(task, at, start, waitingForCarrier, next, all);
            }
            all.add(new Interval(task, mount.carrier(), Doing.RUNNING, start - zero, stop - zero));
            at = Math.max(at, stop);
        }
        if (until - at > 0) {
            gap(task, at, until, waitingForCarrier, next, all);
        }
    }

    /** Fills the time in which the task was not mounted; returns where to look on in the list. */
    private int gap(
            int task, long from, long to, List<Interval> readyTimes, int next, List<Interval> all) {
        long at = from;
        int i = next;
        while (i < readyTimes.size() && readyTimes.get(i).start() - to < 0) {
            var time = readyTimes.get(i);
            long start = Math.max(time.start(), at);
            long stop = Math.min(time.end(), to);
            if (stop - start > 0) {
                if (start - at > 0) {
                    all.add(new Interval(task, "", Doing.WAITING, at - zero, start - zero));
                }
                all.add(new Interval(task, "", Doing.READY, start - zero, stop - zero));
                at = stop;
            }
            if (time.end() - to > 0) {
                break;
            }
            i++;
        }
        if (to - at > 0) {
            all.add(new Interval(task, "", Doing.WAITING, at - zero, to - zero));
        }
        return i;
    }
}
