package io.juggler.server.engine;

import io.juggler.server.engine.Engine.Completeness;
import io.juggler.server.engine.Engine.Completions;
import io.juggler.server.engine.Engine.Documentation;
import io.juggler.server.javadoc.CallSignatures;
import io.juggler.server.javadoc.DependencyJavadoc;
import io.juggler.server.javadoc.KnownTypes;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import javax.lang.model.SourceVersion;

/**
 * Completion, documentation and completeness from JShell's own analysis, over a JShell that knows
 * the cells' definitions and executes nothing.
 *
 * <p>It costs the cells nothing: JShell is started, and told of definitions, when no cell has run
 * for {@value #QUIET_MS} ms, or by the first question. All of it happens on a thread of its own.
 * The questions may be asked by any thread; they wait for definitions that are still to be taken
 * in, but no longer than {@value #PATIENCE_MS} ms.
 */
public final class JShellAnalysis implements AutoCloseable {
    private static final long PATIENCE_MS = 3_000;
    private static final long QUIET_MS = 300;

    /**
     * Beyond this many characters a cell is not cut into snippets: every cut masks all that is left
     * of it.
     */
    private static final int LONG_CELL = 50_000;

    /** How many methods of a completion are asked about. */
    private static final int SIGNATURES = 3;

    /** Held by whoever uses JShell, which is not made for threads. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final ScheduledExecutorService learner =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("juggler-definitions").factory());
    private final Supplier<List<String>> imports;
    private final List<String> options;

    private final PendingDeclarations pending = new PendingDeclarations();

    /** Guarded by itself. */
    private final List<Path> classPath = new ArrayList<>();

    /** Takes in what is pending, unless a cell runs before; guarded by {@link #pending}. */
    private ScheduledFuture<?> quiet;

    private final AtomicInteger running = new AtomicInteger();

    /** Null until it is needed; guarded by the lock. */
    private JShell shell;

    private SourceCodeAnalysis analysis;
    private int entries;
    private boolean imported;
    private final KnownTypes types = new KnownTypes();
    private final CallSignatures calls = new CallSignatures(types);
    private final DependencyJavadoc dependencies = new DependencyJavadoc(types);

    /**
     * One import, variable, method or type; a later one with the same key replaces an earlier one.
     *
     * @param key what it declares, such as {@code variable x}
     * @param source a variable without its initialiser costs least
     */
    public record Declaration(String key, String source) {}

    /**
     * Starts nothing yet.
     *
     * @param imports gives the import declarations that every cell sees, once JShell is started
     * @param options the compiler's options, such as {@code --enable-preview}
     * @param classPath jars or folders that completions see
     */
    public JShellAnalysis(
            Supplier<List<String>> imports, List<String> options, List<Path> classPath) {
        this.imports = imports;
        this.options = List.copyOf(options);
        this.classPath.addAll(classPath);
    }

    /** Makes declarations known, some time later. */
    public void learn(List<Declaration> declarations) {
        pending.add(declarations);
        whenQuiet();
    }

    /** A cell begins: nothing is taken in until it has ended. */
    public void begin() {
        running.incrementAndGet();
    }

    /** A cell has ended. */
    public void end() {
        if (running.decrementAndGet() == 0) {
            whenQuiet();
        }
    }

    /** Adds jars or folders to what completions see. */
    public void addToClassPath(List<Path> more) {
        synchronized (classPath) {
            classPath.addAll(more);
        }
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
            start();
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
        if (lock.tryLock()) {
            try {
                if (shell != null) {
                    shell.close();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until all that was to be learned has been, but no longer than that; says whether. */
    boolean settles(Duration limit) throws InterruptedException {
        return pending.awaitNone(limit);
    }

    private void whenQuiet() {
        if (pending.areNone()) {
            return;
        }
        synchronized (pending) {
            if (quiet != null) {
                quiet.cancel(false);
            }
            if (!learner.isShutdown()) {
                quiet = learner.schedule(() -> takeIn(false), QUIET_MS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Takes in what is pending, one declaration at a time so that a cell need not wait. */
    private void takeIn(boolean urgent) {
        while ((urgent || running.get() == 0) && !Thread.currentThread().isInterrupted()) {
            lock.lock();
            try {
                var next = pending.take();
                if (next == null) {
                    return;
                }
                startWithNames();
                shell.eval(next.source());
            } finally {
                lock.unlock();
            }
        }
    }

    private void start() {
        if (shell == null) {
            shell =
                    JShell.builder()
                            .executionEngine(new NoExecution.Provider(), null)
                            .compilerOptions(options.toArray(String[]::new))
                            .build();
        }
        List<Path> added;
        synchronized (classPath) {
            added = List.copyOf(classPath.subList(entries, classPath.size()));
            entries = classPath.size();
        }
        added.forEach(entry -> shell.addToClasspath(entry.toString()));
        types.add(added);
        dependencies.add(added);
        if (analysis == null) {
            // Not before the class path is set: a thread that JShell starts here reads it, and sets
            // it to what it read where it is set meanwhile.
            analysis = shell.sourceCodeAnalysis();
        }
    }

    /**
     * What is asked about names needs the imports, which take their time; completeness does not.
     */
    private void startWithNames() {
        start();
        if (!imported) {
            imported = true;
            imports.get().forEach(shell::eval);
        }
    }

    private void waitForDefinitions() {
        lock.lock();
        try {
            startWithNames();
        } finally {
            lock.unlock();
        }
        if (learner.isShutdown()) {
            return;
        }
        try {
            learner.submit(() -> takeIn(true)).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
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
        var signatures = signatures(code.substring(0, anchor[0]), best);
        var items = new ArrayList<Completions.Item>();
        for (var name : best) {
            items.add(
                    new Completions.Item(
                            name, type(name), signatures.getOrDefault(name(name), "")));
        }
        return new Completions(from, cursor, items);
    }

    /**
     * What methods take and return, by their names.
     *
     * <p>JShell tells of one name at a time, for which it compiles; the first method's type tells
     * of the others. So what several types declare may miss some.
     *
     * @param code what stands before the name
     */
    private Map<String, String> signatures(String code, Set<String> continuations) {
        var signatures = new HashMap<String, String>();
        int questions = 0;
        for (var each : continuations) {
            if (each.contains("(") && !signatures.containsKey(name(each))) {
                if (++questions > SIGNATURES) {
                    break;
                }
                var call = code + name(each) + "(";
                var lines =
                        analysis.documentation(call, call.length(), false).stream()
                                .map(SourceCodeAnalysis.Documentation::signature)
                                .toList();
                signatures.put(name(each), CallSignatures.of(lines));
                lines.stream()
                        .limit(1)
                        .forEach(
                                line ->
                                        calls.beside(line, this::qualified)
                                                .forEach(signatures::putIfAbsent));
            }
        }
        return signatures;
    }

    private static String name(String continuation) {
        int opening = continuation.indexOf('(');
        return opening < 0 ? continuation : continuation.substring(0, opening);
    }

    /** A type's name with its package, or the same again. */
    private String qualified(String type) {
        return analysis.documentation(type, type.length(), false).stream()
                .map(found -> found.signature().replaceAll("<.*", ""))
                .findFirst()
                .orElse(type);
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
            var javadoc = doc.javadoc() == null ? "" : doc.javadoc();
            if (javadoc.isBlank() && !dependencies.isEmpty()) {
                javadoc = dependencies.comment(doc.signature(), this::qualified);
            }
            bySignature.putIfAbsent(
                    doc.signature(), new Documentation(doc.signature(), javadoc.strip()));
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
