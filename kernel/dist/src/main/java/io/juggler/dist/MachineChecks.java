package io.juggler.dist;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the doctor looks at on the machine. */
final class MachineChecks {

    private static final int FEATURE = 25;
    private static final long MIB = 1 << 20;
    private static final long LEAST_MEMORY = 512 * MIB;
    private static final long LEAST_DISK = 200 * MIB;
    private static final long LITTLE_DISK = 1024 * MIB;

    /** As our flags name them; other JVMs' are {@code hs_err_pid1.log}. */
    private static final Pattern OWN_CRASH = Pattern.compile("hs_err_\\d+\\.log");

    private MachineChecks() {}

    static Finding jdk() {
        var version = Runtime.version();
        var what =
                "%s (%s) in %s"
                        .formatted(
                                version,
                                System.getProperty("java.vendor"),
                                System.getProperty("java.home"));
        if (version.feature() != FEATURE) {
            return Finding.fail(
                    "JDK", what, "Install JDK 25, for example from https://adoptium.net");
        }
        if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
            return Finding.fail(
                    "JDK",
                    what + ": it has no compiler",
                    "Install a whole JDK 25 instead of a runtime: the compiler makes the cells.");
        }
        return Finding.ok("JDK", what);
    }

    static Finding encoding(String fileNames) {
        if (fileNames.replace("-", "").toUpperCase(Locale.ROOT).equals("UTF8")) {
            return Finding.ok("File names", fileNames);
        }
        return Finding.warn(
                "File names",
                fileNames + ": Java cannot open files whose names have other letters",
                "Set LC_ALL=C.UTF-8, or another locale with UTF-8.");
    }

    static Finding cores(int processors) {
        return processors > 1
                ? Finding.ok("Cores", processors + " for the JVM")
                : Finding.warn(
                        "Cores",
                        "1 for the JVM: in parallel nothing is faster here than one after another",
                        "Where this is a container, give it more: --cpus 2");
    }

    static Finding container(Optional<Cgroup> cgroup) {
        if (cgroup.isEmpty()) {
            return Finding.ok("Container limits", "none (no cgroups here)");
        }
        var limits = cgroup.get();
        var what = new ArrayList<String>();
        limits.cpus().ifPresent(cpus -> what.add(String.format(Locale.ROOT, "%.1f CPUs", cpus)));
        limits.memory().ifPresent(bytes -> what.add(size(bytes)));
        var text =
                (what.isEmpty() ? "none" : String.join(", ", what))
                        + " (cgroup v"
                        + limits.version()
                        + ")";
        if (limits.memory().orElse(Long.MAX_VALUE) < LEAST_MEMORY) {
            return Finding.warn(
                    "Container limits",
                    text,
                    "A kernel and its worker want " + size(LEAST_MEMORY) + ": --memory 1g");
        }
        if (limits.cpus().orElse(1) < 1) {
            return Finding.warn(
                    "Container limits", text, "Less than one CPU distorts every timing: --cpus 2");
        }
        return Finding.ok("Container limits", text);
    }

    static Finding jupyter(Optional<Python> python) {
        if (python.isEmpty()) {
            return Finding.warn(
                    "Jupyter",
                    "no python on the PATH",
                    "\"./juggler lab\" needs Python 3.10 or newer; \"./juggler run\" needs none.");
        }
        var found =
                Stream.of("jupyterlab", "notebook", "jupyter_client")
                        .flatMap(
                                name ->
                                        python.get().version(name).stream()
                                                .map(version -> name + " " + version))
                        .toList();
        var executable = python.get().executable();
        return found.isEmpty()
                ? Finding.warn(
                        "Jupyter",
                        "none in the environment of " + executable,
                        "\"./juggler lab\" brings its own; or activate the environment it is in.")
                : Finding.ok("Jupyter", String.join(", ", found) + " (" + executable + ")");
    }

    /**
     * @param folder where logs are written
     * @param shared where the servers of shared installations write their crash files
     */
    static Finding logs(Path folder, Path shared) {
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                return unwritable("Logs", folder);
            }
            try (var own = Files.list(folder);
                    var others = Files.list(shared)) {
                List<Path> crashes =
                        Stream.concat(own, others)
                                .filter(
                                        file ->
                                                OWN_CRASH
                                                        .matcher(file.getFileName().toString())
                                                        .matches())
                                .sorted(Comparator.comparing(MachineChecks::written))
                                .toList();
                return crashes.isEmpty()
                        ? Finding.ok("Logs", folder.toString())
                        : Finding.warn(
                                "Logs",
                                "%s, and %d crash file(s) of the JVM"
                                        .formatted(folder, crashes.size()),
                                "The latest is "
                                        + crashes.getLast()
                                        + "; report it, or delete what is old.");
            }
        } catch (IOException _) {
            return unwritable("Logs", folder);
        }
    }

    private static FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    static Finding disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(existing(folder));
            long free = store.getUsableSpace();
            var what = size(free) + " free for " + folder;
            if (free < LEAST_DISK) {
                return Finding.fail("Disk", what, "Free some: AOT caches alone take 100 MiB.");
            }
            return free < LITTLE_DISK
                    ? Finding.warn("Disk", what, "Free some soon.")
                    : Finding.ok("Disk", what);
        } catch (IOException e) {
            return Finding.warn("Disk", "cannot be asked: " + e, "");
        }
    }

    private static Finding unwritable(String subject, Path folder) {
        return Finding.fail(
                subject,
                folder + " cannot be written",
                "Give yourself the right to, or set XDG_CACHE_HOME to a folder that is yours.");
    }

    private static Path existing(Path folder) {
        var at = folder.toAbsolutePath();
        while (!Files.exists(at)) {
            at = at.getParent();
        }
        return at;
    }

    private static String size(long bytes) {
        double mib = bytes / (double) MIB;
        return mib < 1024
                ? String.format(Locale.ROOT, "%.0f MiB", mib)
                : String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
    }
}
