package io.juggler.jjava;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.kernel.JavaNotebookStatics;

import java.util.HashSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The extensions for JJava that the class path brings. The kernel has a cell call this. */
public final class Extensions {
    private static final Set<String> INSTALLED = new HashSet<>();

    private Extensions() {}

    /**
     * Installs those that were not installed before. What one throws is told on the cell's error
     * stream, and the others are installed.
     */
    public static synchronized void install() {
        var found =
                ServiceLoader.load(Extension.class, Thread.currentThread().getContextClassLoader())
                        .stream()
                        .iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                var each = found.next();
                if (INSTALLED.add(each.type().getName())) {
                    install(each);
                }
            } catch (ServiceConfigurationError e) {
                System.err.println("An extension on the class path is left out: " + e);
            }
        }
    }

    private static void install(ServiceLoader.Provider<Extension> provider) {
        try {
            provider.get().install(JavaNotebookStatics.getKernelInstance());
        } catch (RuntimeException | LinkageError e) {
            System.err.println(
                    "The extension " + provider.type().getName() + " could not be installed: " + e);
        }
    }
}
