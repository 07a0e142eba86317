package io.github.spencerpark.ijava.magics;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagic;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagic;
import io.juggler.api.Magics;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Artifacts of Maven repositories: what IJava's magics do, for code. */
public class MavenResolver {
    private final Consumer<String> addToClasspath;

    public MavenResolver(Consumer<String> addToClasspath) {
        this.addToClasspath = addToClasspath;
    }

    /** One more repository. */
    public void addRemoteRepo(String name, String url) {
        Magics.line("mavenRepo", name, url);
    }

    /**
     * Finds an artifact with what it needs, and adds it to the class path.
     *
     * @param repos the ids or URLs of the repositories to ask; null for all
     */
    public List<File> resolveMavenDependency(String canonical, Set<String> repos, int verbosity) {
        var arguments = new ArrayList<String>();
        if (repos != null) {
            repos.forEach(each -> arguments.add("--from=" + each));
        }
        arguments.add(canonical);
        List<String> files = Magics.line("maven", arguments.toArray(String[]::new));
        return files.stream().map(File::new).toList();
    }

    public void addJarsToClasspath(Iterable<String> jars) {
        jars.forEach(addToClasspath);
    }

    @LineMagic(aliases = {"addMavenDependency", "maven"})
    public void addMavenDependencies(List<String> args) {
        Magics.line("maven", args.toArray(String[]::new));
    }

    @LineMagic(aliases = "mavenRepo")
    public void addMavenRepo(List<String> args) {
        Magics.line("mavenRepo", args.toArray(String[]::new));
    }

    @CellMagic
    public void loadFromPOM(List<String> args, String body) {
        Magics.cell("loadFromPOM", body, args.toArray(String[]::new));
    }

    @LineMagic
    public void loadFromPOM(List<String> args) {
        Magics.line("loadFromPOM", args.toArray(String[]::new));
    }
}
