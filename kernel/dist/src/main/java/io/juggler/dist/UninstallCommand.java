package io.juggler.dist;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.concurrent.Callable;

/** Takes the kernel away. */
@Command(
        name = "uninstall",
        description = "Takes the kernel away, with its AOT caches; brings back what it replaced.")
final class UninstallCommand implements Callable<Integer> {

    @Mixin private Target target;

    @Option(
            names = "--name",
            defaultValue = "java",
            description = "the kernel's name; ${DEFAULT-VALUE} if not given")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailedException {
        var surroundings = Surroundings.current();
        var data = target.data(surroundings);
        var kernels = new Kernels(data);
        var out = spec.commandLine().getOut();
        try {
            var back = kernels.uninstall(name);
            out.printf("Took \"%s\" out of %s%n", name, kernels.folder(name).getParent());
            back.ifPresent(other -> out.printf("%s is back.%n", other.displayName()));
            new AotCaches(target.caches(surroundings, data)).sweep(kernels.all());
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException("cannot uninstall from " + data + ": " + e, e);
        }
    }
}
