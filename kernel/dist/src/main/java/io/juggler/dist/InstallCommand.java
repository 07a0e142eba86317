package io.juggler.dist;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Installs the kernel for Jupyter. */
@Command(
        name = "install",
        description =
                "Installs the kernel for Jupyter; what is installed needs nothing of the place it"
                        + " came from.")
final class InstallCommand implements Callable<Integer> {

    @Mixin private Target target;

    @Option(
            names = "--name",
            defaultValue = "java",
            description =
                    "the kernel's name in notebooks and for Jupyter's commands; ${DEFAULT-VALUE} if"
                            + " not given")
    private String name;

    @Option(
            names = "--replace",
            description = "put another kernel of that name aside; \"uninstall\" brings it back")
    private boolean replace;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        var surroundings = Surroundings.current();
        var data = target.data(surroundings);
        var out = spec.commandLine().getOut();
        try {
            var kernels = new Kernels(data);
            var before = kernels.find(name);
            var installed =
                    kernels.install(
                            Distribution.running(),
                            name,
                            Juggler.version(),
                            replace,
                            (jars, home) ->
                                    command(jars, home, surroundings, data)
                                            .use(KernelCommand.CONNECTION_FILE));
            out.printf(
                    "Installed %s as \"%s\" in %s%n",
                    installed.displayName(), name, installed.folder());
            before.filter(other -> !other.isOurs())
                    .ifPresent(
                            other ->
                                    out.printf(
                                            "%s is put aside; \"uninstall\" brings it back.%n",
                                            other.displayName()));
            out.flush();
            new AotCaches(target.caches(surroundings, data)).sweep(kernels.all());
            var jars = new Distribution(installed.folder());
            train(command(jars, jars.home(), surroundings, data), out);
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException("cannot install in " + data + ": " + e, e);
        }
    }

    private KernelCommand command(
            Distribution jars, Path home, Surroundings surroundings, Path data) {
        return new KernelCommand(
                KernelCommand.thisJava(),
                jars,
                home,
                target.crashFiles(surroundings),
                target.caches(surroundings, data));
    }

    /** Without caches the kernel starts slower and is otherwise the same: no reason to fail. */
    private static void train(KernelCommand command, PrintWriter out) throws IOException {
        out.println("Training its AOT caches, so that it starts fast ...");
        out.flush();
        long start = System.nanoTime();
        var problem = new AotTraining(command).run();
        if (problem.isPresent()) {
            out.println(
                    "No AOT caches: "
                            + problem.get()
                            + ". The kernel works and takes about a second longer to start;"
                            + " \"install\" tries again.");
        } else {
            out.printf("Trained in %.1f s.%n", (System.nanoTime() - start) / 1e9);
        }
    }
}
