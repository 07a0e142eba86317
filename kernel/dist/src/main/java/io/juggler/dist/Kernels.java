package io.juggler.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kernels of one of Jupyter's data folders: installs Juggler among them and takes it away
 * again.
 *
 * <p>An installed kernel needs nothing of the place it was installed from. Another kernel of the
 * same name is kept aside in {@code juggler/replaced}, out of Jupyter's sight, and comes back.
 */
final class Kernels {

    private static final List<String> LOGOS =
            List.of("logo-svg.svg", "logo-64x64.png", "logo-32x32.png");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    private final Path data;

    /**
     * @param data one of the folders of {@code jupyter --paths}, data; it need not exist yet
     */
    Kernels(Path data) {
        this.data = data.toAbsolutePath().normalize();
    }

    /** Where a kernel of that name is, or would be. */
    Path folder(String name) {
        return data.resolve("kernels").resolve(name);
    }

    Optional<KernelSpec> find(String name) {
        return KernelSpec.read(folder(name));
    }

    /** Every kernel there, ordered by name. */
    List<KernelSpec> all() throws IOException {
        if (!Files.isDirectory(data.resolve("kernels"))) {
            return List.of();
        }
        try (var folders = Files.list(data.resolve("kernels"))) {
            return folders.sorted().flatMap(folder -> KernelSpec.read(folder).stream()).toList();
        }
    }

    /** Tells how to start a kernel. */
    @FunctionalInterface
    interface Commands {
        /**
         * @param jars where the jars are now
         * @param home where they will be when the command runs
         */
        List<String> command(Distribution jars, Path home) throws IOException;
    }

    /**
     * Installs a kernel, or installs it anew.
     *
     * @param distribution the jars, which are copied
     * @param replace whether another kernel of that name may be put aside
     * @throws CommandFailedException where another kernel has the name, or the name cannot be one
     * @throws IOException where the folder cannot be written; what was there stays
     */
    KernelSpec install(
            Distribution distribution,
            String name,
            String version,
            boolean replace,
            Commands commands)
            throws CommandFailedException, IOException {
        if (!NAME.matcher(name).matches()) {
            throw new CommandFailedException(
                    "\""
                            + name
                            + "\" cannot be a kernel's name: it may hold letters without"
                            + " accents, digits and . _ -");
        }
        var folder = folder(name);
        var present = find(name);
        boolean foreign = Files.exists(folder) && !present.map(KernelSpec::isOurs).orElse(false);
        if (foreign && !replace) {
            throw new CommandFailedException(
                    "%s already has a kernel named \"%s\" that is not Juggler's (%s)."
                                    .formatted(
                                            folder.getParent(),
                                            name,
                                            present.map(KernelSpec::displayName)
                                                    .orElse("it cannot be read"))
                            + " --replace puts it aside until \"uninstall\" brings it back;"
                            + " --name NAME installs beside it.");
        }
        Files.createDirectories(own());
        Files.createDirectories(folder.getParent());
        var staging = own().resolve("new-" + ProcessHandle.current().pid());
        var old = own().resolve("old-" + ProcessHandle.current().pid());
        Folders.delete(staging);
        try {
            var jars = distribution.copyTo(staging);
            copyLogos(staging);
            KernelSpec.of(staging, commands.command(jars, folder), version).write();
            exchange(staging, folder, foreign ? placeAside(name) : old);
        } finally {
            Folders.delete(staging);
            Folders.delete(old);
            Folders.deleteIfEmpty(own());
        }
        return find(name)
                .orElseThrow(
                        () -> new IOException(folder + " was just written and cannot be read"));
    }

    /**
     * Takes a kernel of Juggler's away, and brings back what was put aside for it.
     *
     * @return the kernel that came back, if any
     * @throws CommandFailedException where there is none of that name, or it is not Juggler's
     */
    Optional<KernelSpec> uninstall(String name) throws CommandFailedException, IOException {
        var folder = folder(name);
        var spec =
                find(name)
                        .orElseThrow(
                                () ->
                                        new CommandFailedException(
                                                "There is no kernel named \"%s\" in %s."
                                                        .formatted(name, folder.getParent())));
        if (!spec.isOurs()) {
            throw new CommandFailedException(
                    "The kernel named \"%s\" in %s is not Juggler's (%s); nothing was done."
                            .formatted(name, folder.getParent(), spec.displayName()));
        }
        Folders.delete(folder);
        var aside = aside(name);
        if (Files.exists(aside)) {
            move(aside, folder);
            Folders.deleteIfEmpty(aside.getParent());
            Folders.deleteIfEmpty(own());
        }
        return find(name);
    }

    /** Whether another kernel of that name waits to come back. */
    boolean isAside(String name) {
        return Files.exists(aside(name));
    }

    private Path placeAside(String name) throws CommandFailedException, IOException {
        var aside = aside(name);
        if (Files.exists(aside)) {
            throw new CommandFailedException(
                    "Both %s and %s hold a kernel that is not Juggler's; move one of them away."
                            .formatted(folder(name), aside));
        }
        Files.createDirectories(aside.getParent());
        return aside;
    }

    /** Puts {@code fresh} in the place of {@code present}, which goes to {@code away}. */
    private static void exchange(Path fresh, Path present, Path away) throws IOException {
        boolean occupied = Files.exists(present);
        if (occupied) {
            move(present, away);
        }
        try {
            move(fresh, present);
        } catch (IOException e) {
            if (occupied) {
                move(away, present);
            }
            throw e;
        }
    }

    private Path aside(String name) {
        return own().resolve("replaced").resolve(name);
    }

    /** Beside Jupyter's own folder of kernels, where Jupyter does not look. */
    private Path own() {
        return data.resolve("juggler");
    }

    private static void copyLogos(Path folder) throws IOException {
        for (var logo : LOGOS) {
            try (InputStream image = Kernels.class.getResourceAsStream(logo)) {
                if (image == null) {
                    throw new IOException(logo + " is missing from Juggler's jar");
                }
                Files.copy(image, folder.resolve(logo));
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to);
        }
    }
}
