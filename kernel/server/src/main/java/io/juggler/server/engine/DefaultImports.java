package io.juggler.server.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What every cell sees without importing it: {@code java.base}, IJava's packages and functions,
 * and, behind everything else, the lab's names.
 *
 * <p>The lab's names must lose against every name of the user's, also one from a star import, and
 * Java knows no weaker import than a star. So they are not among {@link #declarations}; an engine
 * imports the single ones that a cell uses and that nothing else gives a meaning, see {@link
 * #labImport}.
 */
public final class DefaultImports {
    /**
     * The lab's packages for cells, and the class in each whose static methods cells call by their
     * bare names.
     */
    private static final Map<String, String> LAB =
            Map.of(
                    "io.juggler.lab", "Lab",
                    "io.juggler.lab.diagnose", "Diagnosing",
                    "io.juggler.lab.draw", "Drawings",
                    "io.juggler.lab.learn", "Learning",
                    "io.juggler.lab.serve", "Services",
                    "io.juggler.lab.step", "Stepping");

    /** IJava's own list, from its start-up script. */
    private static final List<String> PACKAGES =
            List.of(
                    "java.util",
                    "java.io",
                    "java.math",
                    "java.net",
                    "java.util.concurrent",
                    "java.util.prefs",
                    "java.util.regex");

    /** The classes whose static members every cell sees: IJava's functions, and JJava's. */
    private static final List<String> FUNCTIONS =
            List.of(
                    "io.juggler.ijava.Printing",
                    "io.juggler.jjava.Functions",
                    "io.github.spencerpark.ijava.runtime.Display",
                    "io.github.spencerpark.ijava.runtime.Kernel",
                    "io.github.spencerpark.ijava.runtime.Magics");

    private static final String MODULE = "import module java.base;";

    private final List<Path> classPath;
    private final ModuleTypes types = ModuleTypes.of(PACKAGES);
    private Found found;

    /**
     * What the class path has of it.
     *
     * @param functions what the classes of {@link #FUNCTIONS} bring, by their declarations
     * @param labTypes the lab's types by their simple names: the package of each
     * @param labMethods the lab's static methods by their names: the class of each
     */
    private record Found(
            Map<String, StaticMembers> functions,
            Map<String, String> labTypes,
            Map<String, String> labMethods) {}

    private DefaultImports(List<Path> classPath) {
        this.classPath = List.copyOf(classPath);
    }

    /**
     * The default imports of cells that run with this class path. It is looked into when somebody
     * first asks for what it has, which throws an {@link UncheckedIOException} where an entry
     * cannot be read.
     *
     * @param classPath jars and folders; a class that none of them has is not imported
     */
    public static DefaultImports of(List<Path> classPath) {
        return new DefaultImports(classPath);
    }

    private synchronized Found found() {
        if (found == null) {
            found = look(classPath);
        }
        return found;
    }

    private static Found look(List<Path> classPath) {
        var found = new Found(new LinkedHashMap<>(), new TreeMap<>(), new TreeMap<>());
        for (var entry : classPath) {
            if (!Files.exists(entry)) {
                continue;
            }
            try {
                if (Files.isDirectory(entry)) {
                    look(entry, found);
                } else {
                    try (var jar = FileSystems.newFileSystem(entry)) {
                        look(jar.getPath("/"), found);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + entry + " of the class path", e);
            }
        }
        return found;
    }

    /** Import declarations, one each; javac and JShell take them as they are. */
    public List<String> declarations() {
        var all = new ArrayList<String>();
        all.add(MODULE);
        PACKAGES.forEach(name -> all.add(star(name)));
        all.addAll(found().functions.keySet());
        return all;
    }

    /**
     * Those of the {@link #declarations} that a source with these words can need: to javac each
     * import is work, the module's 50 packages the most, for every cell. What a word means does not
     * depend on what is left out.
     *
     * @param words every identifier of the source
     * @param stars whether other star or module imports stand beside them
     */
    public List<String> needed(Collection<String> words, boolean stars) {
        var starred = new TreeSet<String>();
        var others = new TreeSet<String>();
        var inStars = new ArrayList<List<String>>();
        for (var word : words) {
            // No type of these packages has a name in lower case.
            if (!Character.isUpperCase(word.codePointAt(0))) {
                continue;
            }
            var packages = types.packagesWith(word);
            if (packages.stream().anyMatch(DefaultImports::isStarred)) {
                packages.stream().filter(PACKAGES::contains).forEach(starred::add);
                inStars.add(packages);
            } else {
                others.addAll(packages);
            }
        }
        // A package's star is no weaker than other stars, as the module's import is.
        boolean module =
                !others.isEmpty()
                        && (stars
                                || inStars.stream()
                                        .anyMatch(each -> !Collections.disjoint(each, others)));
        var needed = new ArrayList<String>();
        if (module) {
            needed.add(MODULE);
        } else {
            starred.addAll(others);
        }
        starred.forEach(name -> needed.add(star(name)));
        if (!words.isEmpty()) {
            found().functions
                    .forEach(
                            (declaration, members) -> {
                                if (members.mayHave(words)) {
                                    needed.add(declaration);
                                }
                            });
        }
        return needed;
    }

    /** Whether a package's types come by a star, which is stronger than a module's import. */
    private static boolean isStarred(String name) {
        return name.equals("java.lang") || PACKAGES.contains(name);
    }

    private static String star(String name) {
        return "import " + name + ".*;";
    }

    /** The simple names of the lab's public types. */
    public Set<String> labTypes() {
        return found().labTypes.keySet();
    }

    /** The names of the static methods that the lab offers to cells. */
    public Set<String> labMethods() {
        return found().labMethods.keySet();
    }

    /**
     * The declaration that gives a name the lab's meaning.
     *
     * @return empty where the lab has no such name
     */
    public Optional<String> labImport(String name) {
        return Optional.ofNullable(found().labTypes.get(name))
                .map(inPackage -> "import " + inPackage + "." + name + ";")
                .or(
                        () ->
                                Optional.ofNullable(found().labMethods.get(name))
                                        .map(type -> "import static " + type + "." + name + ";"));
    }

    /**
     * What to tell the user where a call does not compile because a method of theirs hides the
     * lab's.
     *
     * @param definedIn where theirs was defined, such as {@code cell [3]}
     * @return empty where the lab has no such method
     */
    public Optional<String> hiddenLabMethod(String name, String definedIn) {
        return Optional.ofNullable(found().labMethods.get(name))
                .map(
                        type ->
                                "the method "
                                        + name
                                        + " of "
                                        + definedIn
                                        + " hides the lab's: write "
                                        + type.substring(type.lastIndexOf('.') + 1)
                                        + "."
                                        + name
                                        + "(…) for that");
    }

    /** What to tell the user where a lambda without a value was given to the lab's {@code task}. */
    public Optional<String> voidTask(String name) {
        return name.equals("task") && found().labMethods.containsKey("action")
                ? Optional.of(
                        "task(…) needs work that returns a value: for work without one write"
                                + " action(name, i -> …)")
                : Optional.empty();
    }

    private static void look(Path root, Found found) throws IOException {
        for (var name : FUNCTIONS) {
            var declaration = "import static " + name + ".*;";
            var file = root.resolve(classFile(name));
            if (!found.functions.containsKey(declaration) && Files.exists(file)) {
                found.functions.put(declaration, StaticMembers.of(Files.readAllBytes(file)));
            }
        }
        for (var part : LAB.entrySet()) {
            var folder = root.resolve(part.getKey().replace('.', '/'));
            if (Files.isDirectory(folder)) {
                lookAtLab(folder, part.getKey(), part.getValue(), found);
            }
        }
    }

    private static void lookAtLab(Path folder, String inPackage, String entry, Found found)
            throws IOException {
        var files = new LinkedHashSet<Path>();
        try (var all = Files.newDirectoryStream(folder, "*.class")) {
            all.forEach(files::add);
        }
        for (var file : files) {
            var name = file.getFileName().toString().replace(".class", "");
            if (name.contains("$") || name.contains("-")) {
                continue;
            }
            var type = ClassFile.of().parse(Files.readAllBytes(file));
            if (type.flags().has(AccessFlag.PUBLIC)) {
                found.labTypes.put(name, inPackage);
                if (name.equals(entry)) {
                    publicStaticMethods(type)
                            .forEach(
                                    method ->
                                            found.labMethods.put(method, inPackage + "." + entry));
                }
            }
        }
    }

    private static String classFile(String name) {
        return name.replace('.', '/') + ".class";
    }

    private static Set<String> publicStaticMethods(ClassModel type) {
        var names = new TreeSet<String>();
        for (var method : type.methods()) {
            if (method.flags().has(AccessFlag.PUBLIC) && method.flags().has(AccessFlag.STATIC)) {
                names.add(method.methodName().stringValue());
            }
        }
        return names;
    }
}
