package io.juggler.server.session;

import io.juggler.api.MimeBundle;
import io.juggler.wire.ThrownInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a throwable as Java does, with the cells' own frames named and the kernel's folded. */
final class StackTrace {
    /** Of a deeper stack, such as that of a StackOverflowError, the middle is left out. */
    private static final int DEEPEST = 20;

    private static final String CELL = "cell [";

    private static final List<String> INTERNAL =
            List.of("jdk.internal.", "java.lang.reflect.", "java.lang.invoke.", "jdk.jshell.");

    private static final String WORKER = "io.juggler.worker.";

    private StackTrace() {}

    static List<String> lines(ThrownInfo thrown) {
        var writing = new Writing(DEEPEST);
        writing.write(thrown, "", "", List.of());
        return writing.lines;
    }

    /**
     * The whole trace, folded, where {@link #lines} leaves out some of it.
     *
     * @return empty where it does not
     */
    static Optional<MimeBundle> whole(ThrownInfo thrown) {
        var cut = new Writing(DEEPEST);
        cut.write(thrown, "", "", List.of());
        if (!cut.leftOut) {
            return Optional.empty();
        }
        var all = new Writing(Integer.MAX_VALUE);
        all.write(thrown, "", "", List.of());
        var summary = "The whole stack trace: " + all.lines.size() + " lines";
        var text = Ansi.strip(String.join("\n", all.lines));
        return Optional.of(
                MimeBundle.of(
                        MimeBundle.HTML,
                        "<details><summary>%s</summary><pre>%s</pre></details>"
                                .formatted(
                                        summary,
                                        text.replace("&", "&amp;")
                                                .replace("<", "&lt;")
                                                .replace(">", "&gt;")),
                        summary + " is in the HTML form of this output."));
    }

    static List<String> frames(List<StackTraceElement> frames) {
        var writing = new Writing(DEEPEST);
        writing.write(frames, "", 0);
        return writing.lines;
    }

    /** A trace that is being written, with so many frames of each stack. */
    private static final class Writing {
        private final List<String> lines = new ArrayList<>();
        private final int deepest;
        private boolean leftOut;

        Writing(int deepest) {
            this.deepest = deepest;
        }

        void write(
                ThrownInfo thrown,
                String indent,
                String caption,
                List<StackTraceElement> enclosing) {
            var message = thrown.message() == null ? "" : ": " + thrown.message();
            lines.add(indent + caption + Ansi.ERROR.paint(thrown.type()) + message);
            int common = common(thrown.frames(), enclosing);
            write(thrown.frames(), indent, common);
            for (var suppressed : thrown.suppressed()) {
                write(suppressed, indent + "    ", "Suppressed: ", thrown.frames());
            }
            if (thrown.cause() != null) {
                write(thrown.cause(), indent, "Caused by: ", thrown.frames());
            }
        }

        void write(List<StackTraceElement> frames, String indent, int common) {
            var own = frames.subList(0, frames.size() - common);
            var shown = shown(own);
            if (shown.size() > deepest) {
                leftOut = true;
                int left = shown.size() - deepest;
                var middle = shown.subList(deepest / 2, deepest / 2 + left);
                middle.clear();
                middle.add("… " + left + " more frames");
            }
            shown.forEach(line -> lines.add(indent + "    " + line));
            if (common > 0
                    && !shown.isEmpty()
                    && hasCell(frames.subList(own.size(), frames.size()))) {
                lines.add(indent + "    … " + common + " frames in common");
            }
        }
    }

    private static List<String> shown(List<StackTraceElement> frames) {
        var shown = new ArrayList<String>();
        int folded = 0;
        for (var frame : frames) {
            if (frame.getClassName().startsWith(WORKER)) {
                // Below it there is nothing but what the kernel does to call a cell.
                break;
            }
            if (isInternal(frame)) {
                folded++;
                continue;
            }
            if (folded > 0 && !shown.isEmpty()) {
                shown.add("… " + folded + (folded == 1 ? " internal frame" : " internal frames"));
            }
            folded = 0;
            shown.add("at " + describe(frame));
        }
        return shown;
    }

    /** How many frames two stacks share at their outer ends. */
    private static int common(List<StackTraceElement> a, List<StackTraceElement> b) {
        int n = 0;
        while (n < a.size()
                && n < b.size()
                && a.get(a.size() - 1 - n).equals(b.get(b.size() - 1 - n))) {
            n++;
        }
        return n;
    }

    private static boolean hasCell(List<StackTraceElement> frames) {
        return frames.stream().anyMatch(StackTrace::isCell);
    }

    private static boolean isCell(StackTraceElement frame) {
        return frame.getFileName() != null && frame.getFileName().startsWith(CELL);
    }

    private static boolean isInternal(StackTraceElement frame) {
        return INTERNAL.stream().anyMatch(frame.getClassName()::startsWith) && !isCell(frame);
    }

    private static String describe(StackTraceElement frame) {
        if (!isCell(frame)) {
            return frame.toString();
        }
        var place =
                Ansi.PLACE.paint(
                        frame.getFileName()
                                + (frame.getLineNumber() > 0
                                        ? ", line " + frame.getLineNumber()
                                        : ""));
        return frame.getMethodName().isEmpty() ? place : frame.getMethodName() + " (" + place + ")";
    }
}
