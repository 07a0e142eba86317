package io.juggler.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the doctor looks at in Jupyter's data folders: kernels and their AOT caches. */
final class KernelChecks {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<KernelSpec> kernels;

    /**
     * @param dataFolders in the order in which Jupyter looks for kernels
     */
    KernelChecks(List<Path> dataFolders) throws IOException {
        var found = new ArrayList<KernelSpec>();
        for (var folder : dataFolders) {
            found.addAll(new Kernels(folder).all());
        }
        kernels = List.copyOf(found);
    }

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        if (ours().findAny().isEmpty()) {
            findings.add(
                    Finding.warn(
                            "Kernel",
                            "Juggler is not installed for Jupyter",
                            "./juggler install; \"./juggler lab\" does it for its own Jupyter."));
        }
        for (var kernel : kernels) {
            if (kernel.isOurs()) {
                findings.add(installed(kernel));
                compiler(kernel).ifPresent(findings::add);
                findings.addAll(caches(kernel));
            } else if (kernel.json().path("language").asString("").equalsIgnoreCase("java")) {
                findings.add(
                        Finding.ok(
                                "Another kernel",
                                "%s is \"%s\" in %s"
                                        .formatted(
                                                kernel.displayName(),
                                                kernel.name(),
                                                kernel.folder())));
            }
        }
        return findings;
    }

    List<KernelSpec> kernels() {
        return kernels;
    }

    /** Says which caches no kernel names any more. */
    static List<Finding> unused(AotCaches caches, List<KernelSpec> kernels) throws IOException {
        var stale = caches.stale(kernels);
        return stale.isEmpty()
                ? List.of()
                : List.of(
                        Finding.warn(
                                "AOT cache",
                                "%d in %s that no kernel uses"
                                        .formatted(stale.size(), caches.folder()),
                                "The next ./juggler install deletes them."));
    }

    private Stream<KernelSpec> ours() {
        return kernels.stream().filter(KernelSpec::isOurs);
    }

    private Finding installed(KernelSpec kernel) {
        var what =
                "%s %s is \"%s\" in %s"
                        .formatted(
                                kernel.displayName(),
                                kernel.version(),
                                kernel.name(),
                                kernel.folder());
        var missing = missing(kernel);
        if (!missing.isEmpty()) {
            return Finding.fail(
                    "Kernel",
                    what + ": " + missing.getFirst() + " is gone",
                    "./juggler install makes it whole again.");
        }
        var first =
                kernels.stream()
                        .filter(other -> other.name().equalsIgnoreCase(kernel.name()))
                        .findFirst()
                        .orElseThrow();
        return first.equals(kernel)
                ? Finding.ok("Kernel", what)
                : Finding.warn(
                        "Kernel",
                        what + " is hidden by " + first.folder(),
                        "Jupyter takes the first of a name: install with another --name, or"
                                + " uninstall the one in front.");
    }

    /** Says where the flags are missing without which every cell compiles many times as slowly. */
    private static Optional<Finding> compiler(KernelSpec kernel) {
        return kernel.argv().containsAll(KernelCommand.COMPILER_FLAGS)
                ? Optional.empty()
                : Optional.of(
                        Finding.warn(
                                "Compiler",
                                kernel.folder()
                                        + " starts without "
                                        + String.join(" ", KernelCommand.COMPILER_FLAGS)
                                        + ": each cell takes a tenth of a second more",
                                "./juggler install writes them."));
    }

    private static List<Path> missing(KernelSpec kernel) {
        var argv = kernel.argv();
        int classPath = argv.indexOf("-cp") + 1;
        var jars =
                classPath > 0 && classPath < argv.size()
                        ? Stream.of(argv.get(classPath).split(File.pathSeparator))
                        : Stream.<String>empty();
        return Stream.concat(argv.stream().limit(1), jars)
                .map(Path::of)
                .filter(file -> !Files.exists(file))
                .toList();
    }

    private static List<Finding> caches(KernelSpec kernel) {
        var jars = new Distribution(kernel.folder());
        try {
            var argv = kernel.argv();
            var caches = kernel.caches();
            int classPath = argv.indexOf("-cp");
            if (caches.size() != 2 || classPath < 0) {
                return List.of(
                        Finding.warn(
                                "AOT cache", "none is named", "./juggler install names them."));
            }
            return List.of(
                    cache(caches.get(0), argv.subList(0, classPath), jars.serverClassPath()),
                    cache(
                            caches.get(1),
                            Stream.concat(
                                            argv.stream().limit(1),
                                            KernelCommand.workerFlags().stream())
                                    .toList(),
                            jars.workerClassPath()));
        } catch (IOException _) {
            return List.of(); // the jars are gone, which is said where the kernel is looked at
        }
    }

    /** Has the JVM itself say whether it takes a cache. */
    private static Finding cache(Path cache, List<String> command, List<Path> classPath) {
        var again = "./juggler install trains it again; until then the start is slower.";
        if (!Files.exists(cache)) {
            return Finding.warn("AOT cache", cache + " is not there", again);
        }
        var proof = new ArrayList<>(command);
        proof.addAll(
                List.of(
                        "-XX:AOTMode=on",
                        "-XX:AOTCache=" + cache,
                        "-cp",
                        Distribution.joined(classPath),
                        "-version"));
        try {
            return Subprocess.run(proof, LIMIT).status() == 0
                    ? Finding.ok("AOT cache", cache + " is valid")
                    : Finding.warn("AOT cache", cache + " is stale: this JVM refuses it", again);
        } catch (IOException e) {
            return Finding.warn("AOT cache", cache + ": " + e.getMessage(), again);
        }
    }
}
