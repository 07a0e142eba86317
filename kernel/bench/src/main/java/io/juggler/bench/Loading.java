package io.juggler.bench;

import io.juggler.worker.Weaving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How the classes of {@link Programs} are loaded; both ways through a class loader of their own.
 */
public enum Loading {
    /** As the compiler wrote them. */
    PLAIN {
        @Override
        byte[] change(String className, byte[] classFile) {
            return classFile;
        }
    },

    /** As the worker runs cells. */
    WOVEN {
        @Override
        byte[] change(String className, byte[] classFile) {
            return Weaving.weave(classFile);
        }
    };

    abstract byte[] change(String className, byte[] classFile);

    /** The program of that name, in classes that nobody else has. */
    LongSupplier load(String program) throws ReflectiveOperationException {
        var programs = new ProgramsLoader().loadClass(Programs.class.getName());
        @SuppressWarnings("unchecked") // Programs is one; its class here is another loader's
        var byName =
                (Function<String, LongSupplier>) programs.getDeclaredConstructor().newInstance();
        return byName.apply(program);
    }

    private final class ProgramsLoader extends ClassLoader {
        ProgramsLoader() {
            super(Programs.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Programs.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                var mine = findLoadedClass(name);
                return mine != null ? mine : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (var file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                var bytes = change(name, file.readAllBytes());
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
