package io.juggler.server.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What magics keep from call to call. Any thread. */
final class MagicState {
    /** Made when the first magic is seen: the first cell does not wait for it. Guarded by this. */
    private MagicRegistry registry;

    private final List<Past> past = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private final Map<String, String> environment = new ConcurrentSkipListMap<>();
    private final Path start;
    private volatile Path folder;
    private volatile Path folderBefore;
    private volatile List<String> flags = List.of();
    private volatile Path java;

    /** A cell that ran. */
    record Past(String title, String source) {}

    private final Dependencies dependencies = new Dependencies();
    private final NotebookPackages packages = new NotebookPackages();

    private final PeerExtensions extensions;

    /**
     * @param loadsExtensions whether libraries made for JJava set themselves up
     */
    MagicState(Path folder, boolean loadsExtensions) {
        extensions = new PeerExtensions(loadsExtensions);
        start = folder;
        this.folder = folder;
        folderBefore = folder;
    }

    synchronized MagicRegistry registry() {
        if (registry == null) {
            registry = new MagicRegistry(KernelMagics.all());
        }
        return registry;
    }

    /** What was taken from Maven repositories. */
    Dependencies dependencies() {
        return dependencies;
    }

    /** The packages that cells say they are in. */
    NotebookPackages packages() {
        return packages;
    }

    /** The libraries made for JJava. */
    PeerExtensions extensions() {
        return extensions;
    }

    /** What cells and libraries registered in the process was lost with it. */
    void workerDied() {
        registry().forgetUsers();
        extensions.workerDied();
    }

    /** The folder that relative paths start from. */
    Path folder() {
        return folder;
    }

    void folder(Path other) {
        folderBefore = folder;
        folder = other;
    }

    /** Whether it is another than the kernel's. */
    boolean hasMoved() {
        return !folder.equals(start);
    }

    /** The folder before the last change. */
    Path folderBefore() {
        return folderBefore;
    }

    /** The JVM flags that {@code %jvm} gave. */
    List<String> flags() {
        return flags;
    }

    void flags(List<String> others) {
        flags = List.copyOf(others);
    }

    /** The {@code java} that {@code %jvm} named; null for the kernel's own. */
    Path java() {
        return java;
    }

    void java(Path other) {
        java = other;
    }

    /** Environment variables that were set over those of the process. */
    Map<String, String> environment() {
        return environment;
    }

    synchronized void ran(String title, String source) {
        past.add(new Past(title, source));
    }

    synchronized List<Past> past() {
        return List.copyOf(past);
    }

    /** What magics added to the class path. */
    synchronized List<Path> classPath() {
        return List.copyOf(classPath);
    }

    /** Those of the entries that the class path does not have yet; it has them then. */
    synchronized List<Path> addNew(List<Path> entries) {
        var fresh = new ArrayList<Path>();
        for (var entry : entries) {
            if (!classPath.contains(entry)) {
                classPath.add(entry);
                fresh.add(entry);
            }
        }
        return fresh;
    }
}
