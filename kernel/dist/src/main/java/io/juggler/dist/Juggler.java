package io.juggler.dist;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;

import java.io.PrintWriter;

/** The command line: what {@code ./juggler} hands on. */
@Command(
        name = "juggler",
        description = "The Java notebook kernel that shows you what your threads are doing.",
        mixinStandardHelpOptions = true,
        versionProvider = Juggler.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            SiteCommand.class,
            InstallCommand.class,
            UninstallCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        })
public final class Juggler {

    /** Runs one command and ends with its exit status: 0, 1 where it failed, 2 for a wrong call. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Juggler());
        line.getSubcommands().values().stream()
                .filter(command -> !(command.getCommand() instanceof HelpCommand))
                .forEach(command -> command.getCommandSpec().addOption(help()));
        return line.setExecutionExceptionHandler(Juggler::report);
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("say this and do nothing")
                .build();
    }

    private static int report(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof CommandFailedException) {
            PrintWriter err = command.getErr();
            err.println("juggler " + command.getCommandName() + ": " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    /** This build's version. */
    static String version() {
        var version = Juggler.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Juggler " + version() + ", Java " + Runtime.version(),
            };
        }
    }
}
