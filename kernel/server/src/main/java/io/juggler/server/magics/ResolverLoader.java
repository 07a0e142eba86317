package io.juggler.server.magics;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Loads Maven's jars when an artifact is asked for first, from a folder beside the server's own
 * jar. They are not on the class path because a JVM looks at each of its jars at every start: the
 * thirty of them took 10 ms of the time to a kernel's first answer.
 */
final class ResolverLoader extends URLClassLoader {
    private static final String FOLDER = "maven";
    private static final String PACKAGE = ArtifactResolver.class.getPackageName() + ".maven.";

    private ResolverLoader(URL[] jars) {
        super("maven", jars, ResolverLoader.class.getClassLoader());
    }

    /**
     * A resolver with the user's settings.
     *
     * @throws IllegalStateException where its jars cannot be read: the installation is broken
     */
    static ArtifactResolver resolver() {
        var thread = Thread.currentThread();
        var usual = thread.getContextClassLoader();
        try {
            var loader = loader();
            // Maven looks for its parts where the thread looks.
            thread.setContextClassLoader(loader);
            return Class.forName(PACKAGE + "MavenResolver", true, loader)
                    .asSubclass(ArtifactResolver.class)
                    .getConstructor()
                    .newInstance();
        } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
            throw new IllegalStateException("Maven's resolver cannot be loaded", e);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static ClassLoader loader() throws IOException, URISyntaxException {
        var own =
                Path.of(
                        ResolverLoader.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        var folder = own.resolveSibling(FOLDER);
        return Files.isDirectory(folder)
                ? new ResolverLoader(urls(own, folder))
                // In the server's own tests Maven puts everything on one path.
                : ResolverLoader.class.getClassLoader();
    }

    private static URL[] urls(Path own, Path folder) throws IOException {
        var urls = new ArrayList<URL>();
        urls.add(url(own));
        try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (var jar : jars) {
                urls.add(url(jar));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    /** What uses Maven's classes is defined here, where they are seen; all else by the parent. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
