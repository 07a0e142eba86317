package io.juggler.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A folder of AOT caches.
 *
 * @param folder where they are; it need not exist
 */
record AotCaches(Path folder) {

    /** Every cache there. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(AotCache.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Those that none of the kernels names: of an earlier build, JDK or place. */
    List<Path> stale(List<KernelSpec> kernels) throws IOException {
        var named =
                kernels.stream()
                        .filter(KernelSpec::isOurs)
                        .flatMap(kernel -> kernel.caches().stream())
                        .collect(Collectors.toSet());
        return files().stream().filter(file -> !named.contains(file)).toList();
    }

    /** Deletes the {@link #stale} ones; a process that runs with one keeps it. */
    void sweep(List<KernelSpec> kernels) throws IOException {
        for (var file : stale(kernels)) {
            Files.deleteIfExists(file);
        }
        if (Files.isDirectory(folder) && files().isEmpty()) {
            Folders.deleteIfEmpty(folder);
        }
    }
}
