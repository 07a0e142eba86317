package io.juggler.server.engine;

import io.juggler.server.engine.Engine.Completeness;
import io.juggler.server.engine.Engine.Completions;
import io.juggler.server.engine.Engine.Documentation;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import javax.lang.model.SourceVersion;

/**
 * Completion, documentation and completeness from JShell's own analysis, over a JShell that knows
 * the cells' definitions and executes nothing.
 *
 * <p>{@link #learn} and {@link #addToClassPath} return at once: what they are given is taken in on
 * a thread of its own, in order. The questions may be asked by any thread; they wait for
 * definitions that are still being taken in, but no longer than {@value #PATIENCE_MS} ms.
 */
public final class JShellAnalysis implements AutoCloseable {
    private static final long PATIENCE_MS = 300;

    /**
     * Beyond this many characters a cell is not cut into snippets: every cut masks all that is left
     * of it.
     */
    private static final int LONG_CELL = 50_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ExecutorService learner =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("definitions").factory());
    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    /**
     * Starts taking in the default imports.
     *
     * @param imports import declarations that every cell sees
     * @param options the compiler's options, such as {@code --enable-preview}
     */
    public JShellAnalysis(List<String> imports, List<String> options) {
        shell =
                JShell.builder()
                        .executionEngine(new NoExecution.Provider(), null)
                        .compilerOptions(options.toArray(String[]::new))
                        .build();
        analysis = shell.sourceCodeAnalysis();
        learn(imports);
    }

    /**
     * Makes declarations known, of which a later one replaces an earlier one as in JShell.
     *
     * @param declarations one import, variable, method or type each; a variable without its
     *     initialiser costs least
     */
    public void learn(List<String> declarations) {
        var snippets = List.copyOf(declarations);
        later(() -> snippets.forEach(shell::eval));
    }

    /** Adds jars or folders to what completions see. */
    public void addToClassPath(List<Path> entries) {
        later(() -> entries.forEach(entry -> shell.addToClasspath(entry.toString())));
    }

    /** What could stand at the cursor. */
    public Completions complete(String source, int cursor) {
        waitForDefinitions();
        lock.lock();
        try {
            var text = source.substring(0, cursor);
            var before = new StringBuilder();
            int start = lastSnippet(text, before);
            var found = suggestions(before, text, start, cursor);
            if (found.items().isEmpty() && !before.isEmpty()) {
                found = suggestions(new StringBuilder(), text, start, cursor);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** What is known about the name at the cursor; empty where nothing is known. */
    public List<Documentation> document(String source, int cursor) {
        waitForDefinitions();
        lock.lock();
        try {
            int end = cursor;
            while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
                end++;
            }
            var text = source.substring(0, end);
            var before = new StringBuilder();
            int start = lastSnippet(text, before);
            var wrapped = before + text.substring(start);
            var found = documentation(wrapped);
            if (found.isEmpty() && !wrapped.endsWith("(")) {
                // A method's name alone says nothing to JShell: only its call does.
                found = documentation(wrapped + "(");
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a front end should run this text or let the user go on typing. */
    public Completeness completeness(String source) {
        lock.lock();
        try {
            var info = analysis.analyzeCompletion(source);
            boolean parses = parses(info);
            while (info.completeness().isComplete() && !info.remaining().isBlank()) {
                info = analysis.analyzeCompletion(info.remaining());
                parses &= parses(info);
            }
            if (info.completeness().isComplete() && !parses) {
                return new Completeness.Invalid();
            }
            return switch (info.completeness()) {
                case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> new Completeness.Complete();
                case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE ->
                        new Completeness.Incomplete(indent(source));
                case UNKNOWN -> new Completeness.Invalid();
            };
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is complete is no nonsense, such as {@code int 1a = 3;}. */
    private boolean parses(CompletionInfo info) {
        return info.source() == null
                || analysis.sourceToSnippets(info.source()).stream()
                        .noneMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
    }

    @Override
    public void close() {
        learner.shutdownNow();
        shell.close();
    }

    private void later(Runnable learning) {
        if (learner.isShutdown()) {
            return;
        }
        var _ =
                learner.submit(
                        () -> {
                            lock.lock();
                            try {
                                learning.run();
                            } finally {
                                lock.unlock();
                            }
                        });
    }

    private void waitForDefinitions() {
        if (learner.isShutdown()) {
            return;
        }
        try {
            learner.submit(() -> {}).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Answered with what is known by now: a late answer is worth less than one without the
            // newest name.
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Finds where the snippet that the text ends in starts, and collects what stands before it as
     * the beginning of a block, so that its variables are in scope although the cell has not run
     * yet.
     */
    private int lastSnippet(String text, StringBuilder before) {
        int start = 0;
        while (text.length() - start > 0 && text.length() < LONG_CELL) {
            CompletionInfo info = analysis.analyzeCompletion(text.substring(start));
            if (!info.completeness().isComplete() || info.remaining().isBlank()) {
                break;
            }
            int next = text.length() - info.remaining().length();
            var piece = text.substring(start, next);
            if (belongsInBlock(piece)) {
                before.append(before.isEmpty() ? "{ " : "").append(piece).append('\n');
            }
            start = next;
        }
        return start;
    }

    private boolean belongsInBlock(String piece) {
        return analysis.sourceToSnippets(piece).stream()
                .noneMatch(
                        snippet ->
                                switch (snippet.kind()) {
                                    case IMPORT, METHOD, ERRONEOUS -> true;
                                    case VAR, TYPE_DECL, EXPRESSION, STATEMENT -> false;
                                });
    }

    private Completions suggestions(StringBuilder before, String text, int start, int cursor) {
        var code = before + text.substring(start);
        var anchor = new int[] {-1};
        Set<String> best = new LinkedHashSet<>();
        analysis.completionSuggestions(code, code.length(), anchor).stream()
                .sorted(Comparator.comparing(s -> !s.matchesType()))
                .forEach(s -> best.add(s.continuation()));
        if (best.isEmpty()) {
            return new Completions(cursor, cursor, List.of());
        }
        int from = anchor[0] - before.length() + start;
        var items = new ArrayList<Completions.Item>();
        best.forEach(name -> items.add(new Completions.Item(name, type(name), "")));
        return new Completions(from, cursor, items);
    }

    private static String type(String continuation) {
        if (continuation.contains("(")) {
            return "function";
        }
        if (SourceVersion.isKeyword(continuation)) {
            return "keyword";
        }
        return !continuation.isEmpty() && Character.isUpperCase(continuation.charAt(0))
                ? "class"
                : "";
    }

    private List<Documentation> documentation(String code) {
        var bySignature = new LinkedHashMap<String, Documentation>();
        for (var doc : analysis.documentation(code, code.length(), true)) {
            var javadoc = doc.javadoc();
            bySignature.putIfAbsent(
                    doc.signature(),
                    new Documentation(doc.signature(), javadoc == null ? "" : javadoc.strip()));
        }
        return List.copyOf(bySignature.values());
    }

    /** The last line's own indentation, and four more where it opens something. */
    private static String indent(String source) {
        var line = source.stripTrailing().lines().reduce("", (first, second) -> second);
        var own = line.substring(0, line.length() - line.stripLeading().length());
        return line.endsWith("{") || line.endsWith("(") ? own + "    " : own;
    }
}
