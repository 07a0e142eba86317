package io.juggler.server.magics;

import io.juggler.api.MimeBundle;
import io.juggler.server.magics.ArtifactResolver.Wanted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Libraries from Maven repositories. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class DependencyMagics {
    /** Who waits longer for a download wants to see how it goes. */
    private static final long QUIET_NS = 400_000_000;

    private static final long BETWEEN_UPDATES_NS = 150_000_000;

    private static final String USAGE =
            "%maven [-v] [-o] [--from id] [--exclude group:artifact] [--no-transitive] [--bom]"
                    + " group:artifact[:type[:classifier]]:version …";

    /** Made when it is first needed: what it needs itself is big. */
    private ArtifactResolver resolver;

    /** What {@code %dependency /add} was given, until {@code /resolve}. */
    private final List<Coordinates> proposed = new ArrayList<>();

    List<KernelMagic> all() {
        return List.of(
                KernelMagic.line(
                                "maven",
                                USAGE,
                                "adds artifacts, with what they need, to the class path",
                                this::maven)
                        .also("addMavenDependencies", "addMavenDependency", "dep")
                        .waiting()
                        .completing(this::complete),
                KernelMagic.line(
                                "mavenRepo",
                                "%mavenRepo id url",
                                "adds a repository for %maven; alone, lists them",
                                DependencyMagics::repository)
                        .also("addMavenRepo", "repo"),
                KernelMagic.both(
                                "loadFromPOM",
                                "%loadFromPOM file [scope …], %%loadFromPOM [scope …]",
                                "adds what a POM depends on to the class path; the cell may hold"
                                        + " parts of one, such as a <dependency>",
                                this::loadFromPom)
                        .also("pom", "loadFromPom")
                        .waiting()
                        .completing(ClassPathMagics.Paths::complete),
                KernelMagic.line(
                                "dependency",
                                "%dependency /add artifact, /resolve, /add-repo id url,"
                                        + " /list-repos, /list-dependencies, /list-artifacts",
                                "rapaio's form of %maven: add, then resolve",
                                this::dependency)
                        .waiting(),
                KernelMagic.line(
                                "DEPS",
                                "//DEPS group:artifact:version …",
                                "JBang's form of %maven; @pom marks a BOM",
                                this::maven)
                        .waiting(),
                KernelMagic.line(
                        "REPOS",
                        "//REPOS id=url …",
                        "JBang's form of %mavenRepo",
                        DependencyMagics::repositories));
    }

    private Object maven(Call call, MagicContext context) throws MagicFailure {
        var exclusions = new ArrayList<String>();
        var from = new HashSet<String>();
        var written = new ArrayList<String>();
        boolean verbose = false;
        boolean offline = false;
        boolean transitive = true;
        boolean bom = false;
        var arguments = call.arguments().iterator();
        while (arguments.hasNext()) {
            var each = arguments.next();
            if (each.startsWith("//")) {
                break; // a comment
            }
            int equals = each.startsWith("--") ? each.indexOf('=') : -1;
            var option = equals < 0 ? each : each.substring(0, equals);
            switch (option) {
                case "-v", "-vv", "-vvv", "--verbose" -> verbose = true;
                case "-o", "--offline" -> offline = true;
                case "--no-transitive", "--transitive=false" -> transitive = false;
                case "--bom" -> bom = true;
                case "--from", "--exclude" -> {
                    if (equals < 0 && !arguments.hasNext()) {
                        throw new MagicFailure(option + " wants something behind it; " + USAGE);
                    }
                    var value = equals < 0 ? arguments.next() : each.substring(equals + 1);
                    (option.equals("--from") ? from : exclusions).addAll(commas(value));
                }
                default -> {
                    if (each.startsWith("-")) {
                        throw new MagicFailure("no option " + each + "; " + USAGE);
                    }
                    written.addAll(each.startsWith("[") ? List.of(each) : commas(each));
                }
            }
        }
        if (written.isEmpty()) {
            return list(context);
        }
        var roots = new ArrayList<Coordinates>();
        for (var each : written) {
            var coordinates = Coordinates.parse(each);
            if (bom || (coordinates.isPom() && call.name().equals("DEPS"))) {
                dependencies(context).addBom(coordinates);
            } else {
                roots.add(coordinates);
            }
        }
        var wanted = new Wanted(roots, exclusions, from, offline, transitive);
        return roots.isEmpty()
                ? List.of()
                : load(
                        context,
                        verbose,
                        progress ->
                                resolver()
                                        .resolve(
                                                wanted,
                                                dependencies(context).declared(),
                                                progress));
    }

    private static List<String> commas(String written) {
        // A comma inside of brackets belongs to a range of versions.
        return List.of(written.split(",(?![^\\[(]*[\\])])"));
    }

    /** Finds artifacts, telling how it goes. */
    @FunctionalInterface
    private interface Search {
        List<Dependencies.Loaded> find(Consumer<String> progress) throws MagicFailure;
    }

    private static Object load(MagicContext context, boolean verbose, Search search)
            throws MagicFailure {
        var line = new ProgressLine(context);
        var taken = dependencies(context).take(search.find(line));
        taken.conflicts().forEach(each -> context.printError(each + "\n"));
        line.end(taken.files().size() + (taken.files().size() == 1 ? " jar" : " jars") + " added");
        if (verbose) {
            taken.files().forEach(file -> context.print(file + "\n"));
        }
        context.addToClassPath(taken.files());
        return taken.files().stream().map(Path::toString).toList();
    }

    private static Dependencies dependencies(MagicContext context) {
        return context.state().dependencies();
    }

    private synchronized ArtifactResolver resolver() {
        if (resolver == null) {
            resolver = ResolverLoader.resolver();
        }
        return resolver;
    }

    private static Object list(MagicContext context) {
        var lines = new ArrayList<String>();
        for (var each : dependencies(context).loaded()) {
            lines.add(each.key() + ":" + each.version());
        }
        if (!context.isInline()) {
            context.print(
                    lines.isEmpty()
                            ? "Nothing was added. " + USAGE + "\n"
                            : String.join("\n", lines) + "\n");
        }
        return lines;
    }

    private static Object repository(Call call, MagicContext context) throws MagicFailure {
        var arguments = call.arguments();
        switch (arguments.size()) {
            case 0 ->
                    dependencies(context)
                            .declared()
                            .repositories()
                            .forEach((id, url) -> context.print(id + " " + url + "\n"));
            case 1 -> add(context, arguments.getFirst(), arguments.getFirst());
            default -> add(context, arguments.get(0), arguments.get(1));
        }
        return null;
    }

    private static Object repositories(Call call, MagicContext context) throws MagicFailure {
        for (var each : call.arguments()) {
            for (var one : commas(each)) {
                int equals = one.indexOf('=');
                if (equals > 0) {
                    add(context, one.substring(0, equals), one.substring(equals + 1));
                } else if (one.contains("://")) {
                    add(context, one, one);
                } else if (!Set.of("central", "mavencentral").contains(one)) {
                    throw new MagicFailure(one + " names no repository: id=url is wanted");
                }
            }
        }
        return null;
    }

    private static void add(MagicContext context, String id, String url) throws MagicFailure {
        if (!url.matches("[a-z]+:.+")) {
            throw new MagicFailure(url + " is no URL: %mavenRepo id url");
        }
        // A slash or a colon cannot stand in the name of the file that Maven keeps for it.
        dependencies(context).addRepository(id.replaceAll("[^\\w.-]+", "-"), url);
    }

    private Object loadFromPom(Call call, MagicContext context) throws MagicFailure, IOException {
        if (!call.isCellMagic()) {
            if (call.arguments().isEmpty()) {
                throw new MagicFailure("which POM? %loadFromPOM file [scope …]");
            }
            var pom = context.path(call.arguments().getFirst());
            if (!Files.isRegularFile(pom)) {
                throw new MagicFailure("there is no file " + pom);
            }
            return load(pom, call.arguments().subList(1, call.arguments().size()), context);
        }
        var pom = Files.createTempFile("juggler", ".pom");
        try {
            Files.writeString(pom, PartialPom.complete(call.body()));
            return load(pom, call.arguments(), context);
        } finally {
            Files.delete(pom);
        }
    }

    private Object load(Path pom, List<String> scopes, MagicContext context) throws MagicFailure {
        return load(
                context,
                false,
                progress ->
                        resolver()
                                .resolve(
                                        pom,
                                        new LinkedHashSet<>(scopes),
                                        dependencies(context).declared(),
                                        progress));
    }

    private Object dependency(Call call, MagicContext context) throws MagicFailure {
        var arguments = call.arguments();
        if (arguments.isEmpty()) {
            return list(context);
        }
        var rest = arguments.subList(1, arguments.size());
        switch (arguments.getFirst()) {
            case "/add" -> {
                for (var each : rest) {
                    if (!each.startsWith("--")) {
                        proposed.add(Coordinates.parse(each));
                    }
                }
            }
            case "/resolve" -> {
                var roots = List.copyOf(proposed);
                proposed.clear();
                if (!roots.isEmpty()) {
                    return load(
                            context,
                            false,
                            progress ->
                                    resolver()
                                            .resolve(
                                                    new Wanted(
                                                            roots, List.of(), Set.of(), false,
                                                            true),
                                                    dependencies(context).declared(),
                                                    progress));
                }
            }
            case "/add-repo" -> {
                if (rest.size() < 2) {
                    throw new MagicFailure("%dependency /add-repo id url");
                }
                add(context, rest.get(0), rest.get(1));
            }
            case "/list-repos" ->
                    dependencies(context)
                            .declared()
                            .repositories()
                            .forEach((id, url) -> context.print(id + " " + url + "\n"));
            case "/list-dependencies" -> {
                proposed.forEach(each -> context.print(each + " (proposed)\n"));
                return list(context);
            }
            case "/list-artifacts" ->
                    dependencies(context)
                            .loaded()
                            .forEach(each -> context.print(each.file() + "\n"));
            default -> throw new MagicFailure("no %dependency " + arguments.getFirst());
        }
        return null;
    }

    /** Coordinates from the local repository: groups folder by folder, artifacts, versions. */
    private List<String> complete(List<String> arguments, MagicContext context) {
        var written = arguments.getLast();
        var parts = written.split(":", -1);
        var root = resolver().localRepository();
        return switch (parts.length) {
            case 1 -> groups(root, parts[0]);
            case 2 ->
                    folders(root.resolve(parts[0].replace('.', '/')), parts[1]).stream()
                            .map(name -> parts[0] + ":" + name + ":")
                            .toList();
            default -> {
                var last = parts[parts.length - 1];
                var head = written.substring(0, written.length() - last.length());
                yield folders(root.resolve(parts[0].replace('.', '/')).resolve(parts[1]), last)
                        .reversed()
                        .stream()
                        .map(name -> head + name)
                        .toList();
            }
        };
    }

    private static List<String> groups(Path root, String written) {
        int dot = written.lastIndexOf('.');
        var folder = dot < 0 ? root : root.resolve(written.substring(0, dot).replace('.', '/'));
        var head = dot < 0 ? "" : written.substring(0, dot + 1);
        var found = new ArrayList<String>();
        for (var name : folders(folder, written.substring(dot + 1))) {
            var group = folder.resolve(name);
            // A group has artifacts below it, which have versions below them, which have files.
            boolean isGroup =
                    folders(group, "").stream()
                            .anyMatch(artifact -> isArtifact(group.resolve(artifact)));
            boolean hasMore =
                    folders(group, "").stream()
                            .anyMatch(artifact -> !isArtifact(group.resolve(artifact)));
            if (isGroup) {
                found.add(head + name + ":");
            }
            if (hasMore) {
                found.add(head + name + ".");
            }
        }
        return found;
    }

    private static boolean isArtifact(Path folder) {
        return folders(folder, "").stream()
                .anyMatch(
                        version ->
                                Files.exists(
                                        folder.resolve(version)
                                                .resolve(
                                                        folder.getFileName()
                                                                + "-"
                                                                + version
                                                                + ".pom")));
    }

    private static List<String> folders(Path folder, String start) {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .filter(name -> name.startsWith(start) && !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // nothing there to offer
        }
    }

    /** One line that is updated in place; quiet when it is quick. Called by many threads. */
    private static final class ProgressLine implements Consumer<String> {
        private final MagicContext context;
        private final long start = System.nanoTime();
        private long last;
        private String id;

        ProgressLine(MagicContext context) {
            this.context = context;
        }

        @Override
        public synchronized void accept(String text) {
            long now = System.nanoTime();
            if (text.isEmpty() || now - start < QUIET_NS || now - last < BETWEEN_UPDATES_NS) {
                return;
            }
            last = now;
            show(text);
        }

        /** The last word, where there was one before. */
        synchronized void end(String text) {
            if (id != null) {
                show(text);
            }
        }

        private void show(String text) {
            if (id == null) {
                id = context.display(MimeBundle.text(text));
            } else {
                context.update(id, MimeBundle.text(text));
            }
        }
    }
}
