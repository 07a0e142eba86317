package io.juggler.server.engine.whole;

import io.juggler.server.engine.Cell;
import io.juggler.server.engine.DefaultImports;
import io.juggler.server.engine.Outcome.Problem;
import io.juggler.server.engine.whole.Definition.Origin;
import io.juggler.server.engine.whole.UnitLoader.Loadable;
import io.juggler.wire.ClassBytes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles cells, one after the other, against all that is known by then. */
final class CellCompiler {
    private static final List<String> SOURCE = List.of("--release", "--source", "-source");
    private static final Pattern VALUE_NAME = Pattern.compile("\\$(\\d{1,9})");

    private static final List<String> PREVIEW =
            List.of("--enable-preview", "-source", String.valueOf(Runtime.version().feature()));

    private final Supplier<JavaTasks> newTasks;
    private final List<String> options;
    private final List<Path> classPath;
    private final StandardJavaFileManager standard;
    private final CellClasses classes;
    private final StarImports stars;
    private DefaultImports defaults;
    private UnitCompiler compiler;
    private UnitLoader loader;
    private int units;

    /** How the compilation of a cell ended. */
    sealed interface Result {}

    /** All of it compiles; nothing was loaded yet. */
    record Accepted(List<Part> parts) implements Result {}

    /** Some of it does not. */
    record Rejected(List<Problem> problems) implements Result {}

    /**
     * A part of a cell that is one class.
     *
     * @param own the user's part, first, and what waited for it
     * @param again what of earlier cells had to be compiled again
     * @param names what names mean once it has run
     */
    record Part(List<Loadable> own, List<Loadable> again, Names names) {
        /** Everything, in the order in which it is loaded. */
        List<Loadable> all() {
            var all = new ArrayList<>(own);
            all.addAll(again);
            return all;
        }
    }

    CellCompiler(List<Path> classPath, List<String> options, Supplier<JavaTasks> tasks) {
        this.newTasks = tasks;
        this.options =
                new ArrayList<>(List.of("-proc:none", "-Xlint:none", "-g", "-Xmaxerrs", "50"));
        this.options.addAll(options);
        if (options.contains("--enable-preview") && Collections.disjoint(options, SOURCE)) {
            // javac has preview features only where it is told for which release.
            this.options.addAll(List.of("--source", "" + Runtime.version().feature()));
        }
        this.classPath = new ArrayList<>(classPath);
        this.standard =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
        this.classes = new CellClasses(standard);
        this.stars = new StarImports(standard);
        links().forEach(each -> classes.put(each.name(), each.bytes()));
        renew();
    }

    /** The classes that bind calls late, for the compiler and for the worker. */
    static List<ClassBytes> links() {
        var links = new ArrayList<ClassBytes>();
        for (var name : List.of("Links", "Links$Site", "Links$1", "Links$2")) {
            try (var in = CellCompiler.class.getResourceAsStream("/notebook/" + name + ".class")) {
                links.add(new ClassBytes("notebook." + name, in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return links;
    }

    DefaultImports defaults() {
        return defaults;
    }

    void addToClassPath(List<Path> entries) {
        classPath.addAll(entries);
        renew();
    }

    /** Whether preview features are allowed from now on. */
    void preview(boolean on) {
        options.removeAll(PREVIEW);
        if (on) {
            options.addAll(PREVIEW);
        }
        renew();
    }

    /** The class file of a class of a cell, or null. */
    byte[] classFile(String name) {
        return classes.bytes(name);
    }

    /** A compiler that has seen a class path once does not look at it again. */
    private void renew() {
        try {
            standard.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            var urls = new URL[classPath.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = classPath.get(i).toUri().toURL();
            }
            defaults = DefaultImports.of(classPath);
            compiler = new UnitCompiler(newTasks.get(), classes, options);
            loader =
                    new UnitLoader(
                            classes,
                            ClassHierarchyResolver.ofResourceParsing(
                                            new URLClassLoader(
                                                    urls, ClassLoader.getPlatformClassLoader()))
                                    .orElse(ClassHierarchyResolver.defaultResolver()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("a class path that is none: " + classPath, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the class path " + classPath, e);
        }
    }

    /**
     * Compiles a cell.
     *
     * @param meanings what names mean before it
     */
    Result compile(Cell cell, Names meanings) {
        var names = meanings.copy();
        var source = cell.source();
        var tokens = Lexer.tokens(source);
        if (tokens.broken() >= 0) {
            return new Rejected(Complaints.problems(compiler.complaints(cell, nextName())));
        }
        if (tokens.size() == 0) {
            return new Accepted(List.of());
        }
        var parts = new ArrayList<Part>();
        for (var number : keptValues(tokens, names)) {
            parts.add(keptValue(number, names));
        }
        for (var pieces : parts(Splitter.pieces(source, tokens), names)) {
            var before = names.copy();
            var unit = new Unit(cell.title(), source, nextName(), pieces);
            var group = new Group(compiler, loader, names, defaults, stars, unit);
            group.add(waitingFor(unit, names), this::nextName);
            switch (group.compile()) {
                case Group.Wrong wrong -> {
                    return new Rejected(new Hints(names, defaults).problems(wrong.complaints()));
                }
                case Group.Done done -> {
                    var again = again(before, names, done.loadable());
                    parts.add(new Part(done.loadable(), again, names.copy()));
                }
            }
        }
        return new Accepted(parts);
    }

    /** Compiles a source for practice; nothing of it stays. */
    void rehearse(String source) {
        var names = new Names();
        if (compile(new Cell(0, "rehearsal", source), names) instanceof Accepted(var parts)) {
            var groups = new ArrayList<String>();
            for (var part : parts) {
                part.all()
                        .forEach(
                                each ->
                                        each.load()
                                                .forEach(
                                                        type ->
                                                                groups.add(
                                                                        LoadedClasses.groupOf(
                                                                                type.name()))));
            }
            forget(groups, names);
        }
    }

    /** The cells whose values are used by a name, {@code $3}, that they do not have yet. */
    private static Set<Integer> keptValues(Lexer.Tokens tokens, Names names) {
        var numbers = new TreeSet<Integer>();
        for (int i = 0; i < tokens.size(); i++) {
            var name = VALUE_NAME.matcher(tokens.get(i).text());
            if (name.matches() && names.variable(name.group()) == null) {
                int number = Integer.parseInt(name.group(1));
                if (names.valueType(number) != null) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** Makes a variable of an earlier cell's value. */
    private Part keptValue(int number, Names names) {
        for (var type : List.of(names.valueType(number), "Object")) {
            var text = "%s $%d = (%1$s) notebook.Links.value(%2$d);".formatted(type, number);
            var pieces = Splitter.pieces(text, Lexer.tokens(text));
            var unit = new Unit("cell [" + number + "]", text, nextName(), pieces);
            var group = new Group(compiler, loader, names, defaults, stars, unit);
            if (group.compile() instanceof Group.Done done) {
                return new Part(done.loadable(), List.of(), names.copy());
            }
            // Its class may be gone.
        }
        throw new IllegalStateException("the value of cell [" + number + "] cannot be named");
    }

    /**
     * Takes away all variables, as a new worker does.
     *
     * @return what has to be compiled again because it used one
     */
    List<Loadable> withoutVariables(Names names) {
        var gone = names.all().stream().filter(Definition.Variable.class::isInstance).toList();
        var dependents =
                names.all().stream()
                        .filter(
                                each ->
                                        !(each instanceof Definition.Variable)
                                                && gone.stream()
                                                        .anyMatch(
                                                                variable ->
                                                                        each.origin()
                                                                                .words()
                                                                                .contains(
                                                                                        variable
                                                                                                .name())))
                        .map(Definition::origin)
                        .toList();
        gone.forEach(names::remove);
        names.forgetValues();
        return dependents.isEmpty() ? List.of() : compileAgain(dependents, names);
    }

    /** Drops what the compiler knows of classes that nothing leads to any more. */
    void forget(List<String> groups, Names names) {
        classes.forget(groups, names);
    }

    private String nextName() {
        return "Cell" + ++units;
    }

    /** What may be complete now that a unit brings its names. */
    private static List<Origin> waitingFor(Unit unit, Names names) {
        return names.pending().stream()
                .filter(each -> !unit.defines(each.name(), each.origin().piece().getClass()))
                .filter(
                        each ->
                                each.origin().words().stream()
                                        .anyMatch(
                                                word ->
                                                        unit.defines(word, Piece.class)
                                                                && !word.equals(each.name())))
                .map(Names.Pending::origin)
                .toList();
    }

    private List<Loadable> again(Names before, Names names, List<Loadable> loadable) {
        var defined = new ArrayList<Definition>();
        loadable.forEach(each -> defined.addAll(each.definitions()));
        var dependents = Dependents.of(before, names, defined);
        return dependents.isEmpty() ? List.of() : compileAgain(dependents, names);
    }

    private List<Loadable> compileAgain(List<Origin> dependents, Names names) {
        var group = new Group(compiler, loader, names, defaults, stars, null);
        group.add(dependents, this::nextName);
        return switch (group.compile()) {
            case Group.Done done -> done.loadable();
            case Group.Wrong wrong ->
                    throw new IllegalStateException("only cells can be wrong: " + wrong);
        };
    }

    /** Cuts a cell where it defines a name again, so that each part can be one class. */
    private static List<List<Piece>> parts(List<Piece> pieces, Names names) {
        var parts = new ArrayList<List<Piece>>();
        var part = new ArrayList<Piece>();
        Set<String> defined = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (var piece : pieces) {
            var keys = keys(piece);
            boolean again = keys.stream().anyMatch(defined::contains);
            boolean retyped =
                    piece instanceof Piece.Variables variables
                            && variables.declarators().stream()
                                    .anyMatch(
                                            each ->
                                                    used.contains(each.name())
                                                            && names.variable(each.name()) != null);
            if (again || retyped) {
                parts.add(part);
                part = new ArrayList<>();
                defined.clear();
                used.clear();
            }
            part.add(piece);
            defined.addAll(keys);
            if (!(piece instanceof Piece.Method) && !(piece instanceof Piece.Type)) {
                used.addAll(piece.words());
            }
        }
        parts.add(part);
        return parts;
    }

    private static List<String> keys(Piece piece) {
        return switch (piece) {
            case Piece.Variables variables ->
                    variables.declarators().stream()
                            .map(each -> "variable " + each.name())
                            .toList();
            case Piece.Method method ->
                    List.of("method " + method.name() + "(" + method.parameters() + ")");
            case Piece.Type type -> List.of("type " + type.name());
            default -> List.of();
        };
    }
}
