package io.juggler.dist;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Says what works, what does not, and what to do. */
@Command(
        name = "doctor",
        description = {
            "Says what works, what does not and what to do, a line each.",
            "Exit status 1 where something fails."
        })
final class DoctorCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        var surroundings = Surroundings.current();
        var out = spec.commandLine().getOut();
        int status = 0;
        for (var finding : findings(surroundings)) {
            out.println(finding.text());
            if (finding.level() == Finding.Level.FAIL) {
                status = 1;
            }
        }
        return status;
    }

    private static List<Finding> findings(Surroundings surroundings) throws CommandFailedException {
        var python = Python.active(surroundings);
        var findings = new ArrayList<Finding>();
        findings.add(MachineChecks.jdk());
        findings.add(MachineChecks.encoding(System.getProperty("sun.jnu.encoding", "")));
        findings.add(MachineChecks.cores(Runtime.getRuntime().availableProcessors()));
        findings.add(MachineChecks.container(Cgroup.current()));
        findings.add(MachineChecks.jupyter(python));
        try {
            var kernels = new KernelChecks(dataFolders(surroundings, python));
            findings.addAll(kernels.all());
            findings.addAll(
                    KernelChecks.unused(
                            new AotCaches(surroundings.cacheFolder().resolve("aot")),
                            kernels.kernels()));
        } catch (IOException e) {
            throw new CommandFailedException("cannot look at Jupyter's kernels: " + e, e);
        }
        findings.add(MachineChecks.logs(surroundings.logFolder(), Surroundings.sharedCrashFiles()));
        findings.add(MachineChecks.disk(surroundings.cacheFolder()));
        return findings;
    }

    /**
     * Where Jupyter looks, in its order: an active environment of one's own goes before the user's
     * folder.
     */
    private static List<Path> dataFolders(Surroundings surroundings, Optional<Python> python) {
        var named =
                Stream.of(
                                surroundings
                                        .variable("JUPYTER_PATH")
                                        .orElse("")
                                        .split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of);
        var environment = python.flatMap(DoctorCommand::dataOf).stream();
        var user = Stream.of(surroundings.jupyterUserData());
        boolean environmentFirst =
                surroundings.variable("VIRTUAL_ENV").isPresent()
                        || surroundings.variable("JUPYTER_PREFER_ENV_PATH").isPresent();
        var own =
                environmentFirst
                        ? Stream.concat(environment, user)
                        : Stream.concat(user, environment);
        var system =
                surroundings.platform() == Surroundings.Platform.WINDOWS
                        ? surroundings
                                .variable("PROGRAMDATA")
                                .map(folder -> Path.of(folder, "jupyter"))
                                .stream()
                        : Stream.of(
                                Path.of("/usr/local/share/jupyter"), Path.of("/usr/share/jupyter"));
        return Stream.of(named, own, system)
                .flatMap(folders -> folders)
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    private static Optional<Path> dataOf(Python python) {
        try {
            return Optional.of(python.prefix().resolve("share/jupyter"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
