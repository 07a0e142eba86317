package io.juggler.server.engine.whole;

import io.juggler.wire.ThrownInfo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes the frames of generated methods into those of the cell: code that stands in no method has
 * an empty method name.
 */
final class Frames {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");
    private static final Pattern RUN = Pattern.compile("\\$run\\d*");

    private Frames() {}

    static ThrownInfo clean(ThrownInfo thrown) {
        return new ThrownInfo(
                thrown.type(),
                message(thrown.message()),
                clean(thrown.frames()),
                thrown.cause() == null ? null : clean(thrown.cause()),
                thrown.suppressed().stream().map(Frames::clean).toList());
    }

    static List<StackTraceElement> clean(List<StackTraceElement> frames) {
        var clean = new ArrayList<StackTraceElement>();
        boolean ran = false;
        for (var frame : frames) {
            boolean isCells = frame.getClassName().startsWith(CellClasses.PACKAGE + ".Cell");
            boolean runs = isCells && RUN.matcher(frame.getMethodName()).matches();
            if (!isCells) {
                clean.add(frame);
            } else if (!runs || !ran) {
                clean.add(named(frame, method(frame.getMethodName())));
            }
            // $run calls $run0: one piece of code that stands in no method, for whoever wrote it.
            ran = runs;
        }
        return clean;
    }

    /** The JVM's helpful messages name the class that keeps a variable. */
    private static String message(String message) {
        return message == null
                ? null
                : message.replaceAll("\\bnotebook\\.(VarsCell|M|Cell)\\d+\\.(?=\\w)", "");
    }

    private static String method(String name) {
        var lambda = LAMBDA.matcher(name);
        var own = lambda.matches() ? lambda.group(1) : name;
        return RUN.matcher(own).matches() ? "" : own;
    }

    private static StackTraceElement named(StackTraceElement frame, String method) {
        return new StackTraceElement(
                frame.getClassName(), method, frame.getFileName(), frame.getLineNumber());
    }
}
