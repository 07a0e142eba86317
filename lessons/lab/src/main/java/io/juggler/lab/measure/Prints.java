package io.juggler.lab.measure;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * What tasks print, kept up to a limit or let go. While a {@link Capture} is open, what a task or a
 * thread it started prints to {@link System#out} and {@link System#err} goes to the prints that its
 * thread is {@link #during bound} to; everybody else's goes where it went before.
 */
public final class Prints {

    /** More is not for reading. */
    private static final int MOST_BYTES = 64 * 1024;

    /** Inherited, so that what the threads of a task print is the task's. */
    private static final InheritableThreadLocal<Prints> CURRENT = new InheritableThreadLocal<>();

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final boolean keep;
    private long bytes;

    private Prints(boolean keep) {
        this.keep = keep;
    }

    /** Prints that are kept. */
    public static Prints kept() {
        return new Prints(true);
    }

    /** Prints of which only the amount is known. */
    public static Prints dropped() {
        return new Prints(false);
    }

    interface Doing<E extends Exception> {
        Object run() throws E;
    }

    /** Does that with the calling thread's prints being these; null for those it had before. */
    static <E extends Exception> Object during(Prints prints, Doing<E> doing) throws E {
        if (prints == null) {
            return doing.run();
        }
        var before = CURRENT.get();
        CURRENT.set(prints);
        try {
            return doing.run();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Any thread calls. */
    synchronized void add(byte[] text, int from, int length) {
        bytes += length;
        if (keep) {
            kept.write(text, from, Math.min(length, MOST_BYTES - kept.size()));
        }
    }

    /** What was printed, up to the limit. */
    public synchronized String text(Charset charset) {
        return kept.toString(charset);
    }

    /** How many bytes were printed and not kept. */
    public synchronized long cut() {
        return bytes - kept.size();
    }

    /** Parts what tasks print from what others do, until it is closed. */
    public static final class Capture implements AutoCloseable {
        private final PrintStream out = System.out;
        private final PrintStream err = System.err;
        private final PrintStream partedOut = parted(out);
        private final PrintStream partedErr = parted(err);

        /** Opens it. */
        public Capture() {
            System.setOut(partedOut);
            System.setErr(partedErr);
        }

        /** How text becomes bytes on the way. */
        public Charset charset() {
            return out.charset();
        }

        private static PrintStream parted(PrintStream otherwise) {
            return new PrintStream(new Parting(otherwise), false, otherwise.charset());
        }

        /** Leaves alone what somebody else has put in place meanwhile. */
        @Override
        public void close() {
            if (System.out.equals(partedOut)) {
                System.setOut(out);
            }
            if (System.err.equals(partedErr)) {
                System.setErr(err);
            }
        }
    }

    /** Asks on each write whose it is. */
    private static final class Parting extends OutputStream {
        private final PrintStream otherwise;

        Parting(PrintStream otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] text, int from, int length) {
            var prints = CURRENT.get();
            if (prints == null) {
                otherwise.write(text, from, length);
            } else {
                prints.add(text, from, length);
            }
        }

        @Override
        public void flush() {
            if (CURRENT.get() == null) {
                otherwise.flush();
            }
        }
    }
}
