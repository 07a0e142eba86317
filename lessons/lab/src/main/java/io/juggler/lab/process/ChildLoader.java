package io.juggler.lab.process;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Loads what the child's class path does not have from the JVM that started it. */
final class ChildLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String CLASS_FILE = ".class";

    /** Asks for a class file. */
    interface Source {
        /** The class file, or an empty array where there is none. */
        byte[] bytes(String name);
    }

    private final Source source;

    ChildLoader(Source source) {
        super("parent", ChildLoader.class.getClassLoader());
        this.source = source;
    }

    /** So that this JVM can start others in turn. */
    @Override
    public InputStream getResourceAsStream(String name) {
        var own = super.getResourceAsStream(name);
        if (own != null || !name.endsWith(CLASS_FILE)) {
            return own;
        }
        var type = name.substring(0, name.length() - CLASS_FILE.length()).replace('/', '.');
        byte[] bytes = source.bytes(type);
        return bytes.length == 0 ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = source.bytes(name);
        if (bytes.length == 0) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
