package io.juggler.server.session;

import io.juggler.wire.ThrownInfo;

import java.util.ArrayList;
import java.util.List;

/** Writes a throwable as Java does, with the cells' own frames named and the kernel's folded. */
final class StackTrace {
    /** Of a deeper stack, such as that of a StackOverflowError, the middle is left out. */
    private static final int DEEPEST = 40;

    private static final String CELL = "cell [";

    private static final List<String> INTERNAL =
            List.of("jdk.internal.", "java.lang.reflect.", "java.lang.invoke.", "jdk.jshell.");

    private static final String WORKER = "io.juggler.worker.";

    private StackTrace() {}

    static List<String> lines(ThrownInfo thrown) {
        var lines = new ArrayList<String>();
        write(lines, thrown, "", "", List.of());
        return lines;
    }

    static List<String> frames(List<StackTraceElement> frames) {
        var lines = new ArrayList<String>();
        write(lines, frames, "", 0);
        return lines;
    }

    private static void write(
            List<String> lines,
            ThrownInfo thrown,
            String indent,
            String caption,
            List<StackTraceElement> enclosing) {
        var message = thrown.message() == null ? "" : ": " + thrown.message();
        lines.add(indent + caption + Ansi.ERROR.paint(thrown.type()) + message);
        int common = common(thrown.frames(), enclosing);
        write(lines, thrown.frames(), indent, common);
        for (var suppressed : thrown.suppressed()) {
            write(lines, suppressed, indent + "    ", "Suppressed: ", thrown.frames());
        }
        if (thrown.cause() != null) {
            write(lines, thrown.cause(), indent, "Caused by: ", thrown.frames());
        }
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

    private static void write(
            List<String> lines, List<StackTraceElement> frames, String indent, int common) {
        var own = frames.subList(0, frames.size() - common);
        var shown = new ArrayList<String>();
        int folded = 0;
        for (var frame : own) {
            if (frame.getClassName().startsWith(WORKER)) {
                // Below it there is nothing but what the kernel does to call a cell.
                folded = 0;
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
        if (shown.size() > DEEPEST) {
            int left = shown.size() - DEEPEST;
            var middle = shown.subList(DEEPEST / 2, DEEPEST / 2 + left);
            middle.clear();
            middle.add("… " + left + " more frames");
        }
        shown.forEach(line -> lines.add(indent + "    " + line));
        if (common > 0 && !shown.isEmpty() && hasCell(frames.subList(own.size(), frames.size()))) {
            lines.add(indent + "    … " + common + " frames in common");
        }
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
