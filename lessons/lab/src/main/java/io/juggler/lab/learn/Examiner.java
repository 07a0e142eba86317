package io.juggler.lab.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at one answer, on a thread of its own and within a limit of time: an answer may never end.
 * The thread that asks is the only one to call {@link #report}; the findings pass through this
 * object's lock.
 */
final class Examiner<A> {
    private final LessonCheck<A> check;
    private final A answer;
    private final List<Finding> findings = new ArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile Error stop;

    Examiner(LessonCheck<A> check, A answer) {
        this.check = check;
        this.answer = answer;
    }

    /**
     * What came of each requirement.
     *
     * @throws CancellationException when the calling thread is interrupted, with its flag set
     */
    CheckReport report() {
        var thread =
                Thread.ofPlatform().name("check " + check.lesson()).daemon().start(this::examine);
        boolean inTime;
        try {
            inTime = done.await(check.limit().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stopped = true;
            thread.interrupt();
            Thread.currentThread().interrupt();
            var cancelled =
                    new CancellationException("check(\"" + check.lesson() + "\") was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
        stopped = true;
        if (!inTime) {
            thread.interrupt();
        }
        if (stop != null) {
            throw stop;
        }
        return new CheckReport(check.lesson(), lines());
    }

    private void examine() {
        try {
            for (var requirement : check.requirements()) {
                if (stopped) {
                    return;
                }
                add(examine(requirement));
            }
        } catch (Error e) {
            stop = e;
        } finally {
            done.countDown();
        }
    }

    private Finding examine(Requirement<A> requirement) {
        try {
            var finding = requirement.examination().examine(answer);
            return finding == null ? Finding.notYet("the check said nothing") : finding;
        } catch (AssertionError | LinkageError | VirtualMachineError e) {
            return Finding.notYet("it ended with " + e.getClass().getName());
        } catch (Exception e) {
            return Finding.notYet("it threw " + e);
        }
    }

    /** What comes after the end came only because of it. */
    private synchronized void add(Finding finding) {
        if (!stopped) {
            findings.add(finding);
        }
    }

    private synchronized List<CheckReport.Line> lines() {
        var lines = new ArrayList<CheckReport.Line>();
        var requirements = check.requirements();
        for (int i = 0; i < requirements.size(); i++) {
            lines.add(
                    new CheckReport.Line(
                            requirements.get(i).name(),
                            i < findings.size() ? findings.get(i) : late(i == findings.size())));
        }
        return lines;
    }

    private Finding late(boolean underWay) {
        return Finding.notYet(
                underWay
                        ? "it had not ended after " + check.limit().toSeconds() + " s"
                        : "not looked at: the one before it did not end");
    }
}
