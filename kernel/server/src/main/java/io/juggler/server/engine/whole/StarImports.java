package io.juggler.server.engine.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.AccessFlag;
import java.util.Collection;

import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Says whether a star import of the user's brings a name. Only asked for names of the lab, which
 * lose against every other.
 */
final class StarImports {
    private final JavaFileManager files;

    StarImports(JavaFileManager files) {
        this.files = files;
    }

    /**
     * @param imports declarations with their semicolons
     */
    boolean bring(Collection<String> imports, String name) {
        return imports.stream().anyMatch(each -> brings(each, name));
    }

    private boolean brings(String declaration, String name) {
        if (!declaration.endsWith(".*;")) {
            return false;
        }
        boolean members = declaration.startsWith("import static ");
        var owner =
                declaration.substring(
                        members ? "import static ".length() : "import ".length(),
                        declaration.length() - ".*;".length());
        try {
            return members ? hasMember(read(owner), name) : read(owner + "." + name) != null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for " + name + " in " + owner, e);
        }
    }

    private static boolean hasMember(byte[] type, String name) {
        if (type == null) {
            return false;
        }
        var model = ClassFile.of().parse(type);
        return model.methods().stream()
                        .anyMatch(
                                each ->
                                        each.methodName().equalsString(name)
                                                && each.flags().has(AccessFlag.STATIC))
                || model.fields().stream()
                        .anyMatch(
                                each ->
                                        each.fieldName().equalsString(name)
                                                && each.flags().has(AccessFlag.STATIC));
    }

    /** A class file of the class path or of the JDK, or null. */
    private byte[] read(String className) throws IOException {
        var file =
                files.getJavaFileForInput(
                        StandardLocation.CLASS_PATH, className, JavaFileObject.Kind.CLASS);
        if (file != null) {
            try (var in = file.openInputStream()) {
                return in.readAllBytes();
            }
        }
        var resource = className.replace('.', '/') + ".class";
        try (var in = ClassLoader.getPlatformClassLoader().getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
