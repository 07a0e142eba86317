package io.juggler.server.engine.whole;

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
import java.util.Optional;
import java.util.Set;
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
    private static final String LAB = "io.juggler.lab";
    private static final String LAB_METHODS = LAB + ".Lab";

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

    /** The classes whose static members IJava's start-up script imports. */
    private static final List<String> FUNCTIONS =
            List.of(
                    "io.github.spencerpark.ijava.runtime.Display",
                    "io.github.spencerpark.ijava.runtime.Kernel",
                    "io.github.spencerpark.ijava.runtime.Magics");

    private final List<String> declarations;
    private final Set<String> labTypes;
    private final Set<String> labMethods;

    private DefaultImports(
            List<String> declarations, Set<String> labTypes, Set<String> labMethods) {
        this.declarations = List.copyOf(declarations);
        this.labTypes = Set.copyOf(labTypes);
        this.labMethods = Set.copyOf(labMethods);
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
        var labTypes = new TreeSet<String>();
        var labMethods = new TreeSet<String>();
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
        return labTypes;
    }

    /** The names of the static methods that the lab offers to cells. */
    public Set<String> labMethods() {
        return labMethods;
    }

    /**
     * The declaration that gives a name the lab's meaning.
     *
     * @return empty where the lab has no such name
     */
    public Optional<String> labImport(String name) {
        if (labTypes.contains(name)) {
            return Optional.of("import " + LAB + "." + name + ";");
        }
        return labMethods.contains(name)
                ? Optional.of("import static " + LAB_METHODS + "." + name + ";")
                : Optional.empty();
    }

    /**
     * What to tell the user where a call does not compile because a method of theirs hides the
     * lab's.
     *
     * @param definedIn where theirs was defined, such as {@code cell [3]}
     * @return empty where the lab has no such method
     */
    public Optional<String> hiddenLabMethod(String name, String definedIn) {
        return labMethods.contains(name)
                ? Optional.of(
                        "the method "
                                + name
                                + " of "
                                + definedIn
                                + " hides the lab's: write Lab."
                                + name
                                + "(…) for that")
                : Optional.empty();
    }

    /** What to tell the user where a lambda without a value was given to the lab's {@code task}. */
    public Optional<String> voidTask(String name) {
        return name.equals("task") && labMethods.contains("action")
                ? Optional.of(
                        "task(…) needs work that returns a value: for work without one write"
                                + " action(name, i -> …)")
                : Optional.empty();
    }

    private static void look(
            Path root, List<String> declarations, Set<String> types, Set<String> methods)
            throws IOException {
        for (var name : FUNCTIONS) {
            var declaration = "import static " + name + ".*;";
            if (!declarations.contains(declaration)
                    && Files.exists(root.resolve(classFile(name)))) {
                declarations.add(declaration);
            }
        }
        var lab = root.resolve(LAB.replace('.', '/'));
        if (!Files.isDirectory(lab)) {
            return;
        }
        var files = new LinkedHashSet<Path>();
        try (var all = Files.newDirectoryStream(lab, "*.class")) {
            all.forEach(files::add);
        }
        for (var file : files) {
            var name = file.getFileName().toString().replace(".class", "");
            if (name.contains("$") || name.contains("-")) {
                continue;
            }
            var type = ClassFile.of().parse(Files.readAllBytes(file));
            if (type.flags().has(AccessFlag.PUBLIC)) {
                types.add(name);
                if (name.equals("Lab")) {
                    methods.addAll(publicStaticMethods(type));
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
