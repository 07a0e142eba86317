package io.juggler.worker;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Which cell is running and which cell a thread works for. {@link #begin} and {@link #end} are
 * called by the cell thread, {@link #beginAside} and {@link #endAside} by threads that run a cell
 * beside it, the rest by any.
 *
 * <p>A thread works for the cell that began last among those that have a frame on its stack and the
 * one that it inherited from the thread that started it. So a method of an earlier cell that a
 * later one calls, directly or in a thread that it starts, works for the later one; a task that a
 * later cell gives to an earlier cell's pool does, too; and what an earlier cell left running goes
 * on working for the earlier one. The threads of the common pool live as long as the process and
 * were started by whichever cell came first, so what they inherited counts only where their stack
 * says nothing.
 */
final class Cells {
    private static final InheritableThreadLocal<CellTag> TAG = new InheritableThreadLocal<>();

    private final StackWalker stack =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private final Thread cellThread;
    private final CellClasses classes;
    private volatile CellTag current = CellTag.NONE;
    private volatile boolean running;
    private final AtomicLong begun = new AtomicLong();
    private final Set<Thread> aside = ConcurrentHashMap.newKeySet();

    Cells(Thread cellThread, CellClasses classes) {
        this.cellThread = cellThread;
        this.classes = classes;
    }

    CellTag begin(int id, String title) {
        var cell = new CellTag(id, title, begun.incrementAndGet());
        TAG.set(cell);
        current = cell;
        running = true;
        return cell;
    }

    void end() {
        running = false;
    }

    /** The calling thread works for that cell from now on, beside the cell thread. */
    CellTag beginAside(int id, String title) {
        var cell = new CellTag(id, title, begun.incrementAndGet());
        aside.add(Thread.currentThread());
        TAG.set(cell);
        return cell;
    }

    /** The calling thread works for no cell any more. */
    void endAside() {
        TAG.remove();
        aside.remove(Thread.currentThread());
    }

    /** Whether it is the cell thread, or one that runs a cell beside it. */
    boolean runsCell(Thread thread) {
        return thread == cellThread || aside.contains(thread);
    }

    /** The cell that is running or, between cells, the one that ran last. */
    CellTag current() {
        return current;
    }

    boolean isRunning() {
        return running;
    }

    Thread cellThread() {
        return cellThread;
    }

    /** The cell that the calling thread works for. */
    CellTag ofCallingThread() {
        var latest = current;
        var thread = Thread.currentThread();
        if (thread == cellThread) {
            return latest;
        }
        var inherited = TAG.get();
        if (inherited == latest && !isCommonPool(thread)) {
            return latest; // nothing on the stack can have begun later
        }
        var onStack = stack.walk(this::latestOn);
        if (onStack == null) {
            return inherited != null ? inherited : latest;
        }
        return workedFor(thread, inherited, onStack);
    }

    /**
     * The cell that a thread works for, of the one that it inherited, which may be null, and the
     * latest that has a frame on its stack.
     */
    static CellTag workedFor(Thread thread, CellTag inherited, CellTag onStack) {
        return inherited == null || isCommonPool(thread) || onStack.beganAfter(inherited)
                ? onStack
                : inherited;
    }

    /** The key under which threads keep their TAG. */
    static InheritableThreadLocal<CellTag> key() {
        return TAG;
    }

    private CellTag latestOn(Stream<StackFrame> frames) {
        CellTag latest = null;
        Class<?> before = null;
        for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
            var type = each.next().getDeclaringClass();
            if (type == before) {
                continue;
            }
            before = type;
            var cell = classes.cellOf(type);
            if (cell != null && (latest == null || cell.beganAfter(latest))) {
                latest = cell;
            }
        }
        return latest;
    }

    private static boolean isCommonPool(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool().equals(ForkJoinPool.commonPool());
    }
}
