package io.juggler.server.engine.jshell;

import io.juggler.wire.ThrownInfo;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts the cells' own lines into a throwable's frames: JShell runs every snippet in a wrapper class
 * of its own. JShell's translation of exceptions is not used: on JDK 25 it names the first line of
 * a snippet whatever the frame's line, and it leaves out what was suppressed.
 */
final class CellFrames {
    private static final Pattern WRAPPER =
            Pattern.compile("(?<wrapper>REPL\\.\\$JShell\\$\\d+[A-Z]*)(\\$(?<nested>.*))?");

    private static final String SNIPPET_METHOD = "do_it$";

    /**
     * @param cell the cell's title
     * @param line the cell's line, from 1, where the snippet's text starts
     */
    private record Place(String cell, int line) {}

    private final JShell shell;
    private final Map<String, Place> places = new HashMap<>();

    CellFrames(JShell shell) {
        this.shell = shell;
    }

    /** Remembers where a snippet stands. */
    void place(Snippet snippet, String cell, int line) {
        places.put(snippet.id(), new Place(cell, line));
    }

    /** The title of the cell that a snippet stands in. */
    Optional<String> cell(Snippet snippet) {
        return Optional.ofNullable(places.get(snippet.id())).map(Place::cell);
    }

    /** The snippet whose code a frame is in. */
    Optional<Snippet> snippet(StackTraceElement frame) {
        var name = WRAPPER.matcher(frame.getClassName());
        if (!name.matches()) {
            return Optional.empty();
        }
        return shell.snippets().filter(s -> isWrapper(s, name.group("wrapper"))).findFirst();
    }

    private boolean isWrapper(Snippet snippet, String className) {
        var wrapper = wrapper(snippet);
        return wrapper != null && wrapper.fullClassName().equals(className);
    }

    /** The same throwable, its frames in cells named by the cell's title and line. */
    ThrownInfo translate(ThrownInfo thrown) {
        if (thrown == null) {
            return null;
        }
        return new ThrownInfo(
                thrown.type(),
                thrown.message(),
                thrown.frames().stream().map(this::translate).toList(),
                translate(thrown.cause()),
                thrown.suppressed().stream().map(this::translate).toList());
    }

    private StackTraceElement translate(StackTraceElement frame) {
        var snippet = snippet(frame);
        var place = snippet.map(found -> places.get(found.id())).orElse(null);
        if (place == null) {
            return frame;
        }
        int line = place.line() + lineInSnippet(snippet.get(), frame.getLineNumber());
        // A class that the user declared keeps its name; JShell's wrapper has none worth showing.
        var name = WRAPPER.matcher(frame.getClassName());
        var nested = name.matches() && name.group("nested") != null ? name.group("nested") : "";
        var method = frame.getMethodName().equals(SNIPPET_METHOD) ? "" : frame.getMethodName();
        return new StackTraceElement(nested, method, place.cell(), line);
    }

    /** The snippet's line, from 0, of a line of its wrapper, from 1. */
    private int lineInSnippet(Snippet snippet, int line) {
        var wrapper = wrapper(snippet);
        var text = wrapper.wrapped();
        int start = 0;
        for (int skipped = 1; skipped < line; skipped++) {
            start = text.indexOf('\n', start) + 1;
        }
        // A line of JShell's own, such as "int x_ =", stands before the user's text that it is for.
        for (int at = start; at < text.length(); at++) {
            if (Character.isWhitespace(text.charAt(at))) {
                continue;
            }
            int position = wrapper.wrappedToSourcePosition(at);
            // What JShell put around the snippet maps to some place in it, but not back.
            if (position >= 0 && wrapper.sourceToWrappedPosition(position) == at) {
                var before = snippet.source().substring(0, position);
                return (int) before.chars().filter(c -> c == '\n').count();
            }
        }
        return 0;
    }

    private SnippetWrapper wrapper(Snippet snippet) {
        try {
            return shell.sourceCodeAnalysis().wrapper(snippet);
        } catch (IllegalArgumentException _) {
            // It never compiled, so nothing of it can be on a stack.
            return null;
        }
    }
}
