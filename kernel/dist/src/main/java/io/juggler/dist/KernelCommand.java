package io.juggler.dist;

import io.juggler.server.worker.WorkerLaunch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the server is started, and what it is told about the worker. An AOT cache fits only the flags
 * that it was trained with, so training and use are both started from here.
 *
 * @param java the JDK's launcher
 * @param jars the jars, for their content
 * @param home where these jars will be when the command runs; {@code jars.home()}, or the place
 *     that it is going to be moved to
 * @param crashFiles the folder for the JVMs' crash files
 * @param caches the folder for the AOT caches
 */
record KernelCommand(Path java, Distribution jars, Path home, Path crashFiles, Path caches) {

    /** The property that tells the server the worker's flag for its AOT cache. */
    static final String WORKER_AOT_PROPERTY = "juggler.worker.aot";

    /** What Jupyter replaces by the connection file's path. */
    static final String CONNECTION_FILE = "{connection_file}";

    /**
     * The engine's warm compiler is jdk.compiler's own, which that module keeps to itself. Without
     * these flags each cell gets a compiler of its own, many times as slow.
     */
    static final List<String> COMPILER_FLAGS =
            Stream.of("api", "code", "util")
                    .map(
                            name ->
                                    "--add-exports=jdk.compiler/com.sun.tools.javac."
                                            + name
                                            + "=ALL-UNNAMED")
                    .toList();

    // The limit: on a machine of 128 GB the usual one is beyond what AOT caches are made for.
    // Native access: the history is SQLite.
    // Compiled sooner than usual: the simple compiler is quick, and a notebook's first hundred
    // cells would run in the interpreter.
    // Short compiles on a small heap: the optimising compiler and parallel collectors would take
    // memory and cores from what the cells measure. Complaints about caches go to the standard
    // output otherwise, where Jupyter shows them.
    private static final List<String> SERVER_FLAGS =
            Stream.concat(
                            Stream.of(
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:Tier3InvocationThreshold=15",
                                    "-XX:Tier3MinInvocationThreshold=8",
                                    "-XX:Tier3CompileThreshold=150",
                                    "-XX:Tier0InvokeNotifyFreqLog=3",
                                    "-XX:+UseSerialGC",
                                    "-Xms32m",
                                    "-Xmn16m",
                                    "-Xmx768m",
                                    "-XX:-UsePerfData",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-Xlog:aot=off",
                                    "-Xlog:cds=off"),
                            COMPILER_FLAGS.stream())
                    .toList();

    /**
     * The worker's flags that are this project's own choice: next to none, as what users measure is
     * a plain JVM.
     */
    static final List<String> WORKER_FLAGS = List.of("-Xlog:aot=off", "-Xlog:cds=off");

    static final String AOT_OUTPUT_FLAG = "-XX:AOTCacheOutput=";

    /** The launcher of the JDK that runs this. */
    static Path thisJava() {
        var name = File.separatorChar == '\\' ? "java.exe" : "java";
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    /** All of the worker's flags, but for its AOT cache. */
    static List<String> workerFlags() {
        return Stream.concat(WORKER_FLAGS.stream(), WorkerLaunch.OWN_FLAGS.stream()).toList();
    }

    /** The server's cache. */
    AotCache serverCache() throws IOException {
        return cache("server", SERVER_FLAGS, jars.serverClassPath());
    }

    /** The worker's cache. */
    AotCache workerCache() throws IOException {
        return cache("worker", workerFlags(), jars.workerClassPath());
    }

    private AotCache cache(String process, List<String> flags, List<Path> classPath)
            throws IOException {
        return AotCache.of(caches, process, AotCache.thisJdk() + "\n" + home, flags, classPath);
    }

    /** The command of a kernel that uses the caches. */
    List<String> use(String connectionFile) throws IOException {
        return command(serverCache().useFlag(), workerCache().useFlag(), connectionFile);
    }

    /** The command of a kernel that writes caches when it ends. */
    List<String> train(Path serverCache, Path workerCache, String connectionFile)
            throws IOException {
        return command(
                AOT_OUTPUT_FLAG + serverCache, AOT_OUTPUT_FLAG + workerCache, connectionFile);
    }

    private List<String> command(String serverAot, String workerAot, String connectionFile)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(SERVER_FLAGS);
        command.add(serverAot);
        command.add("-XX:ErrorFile=" + crashFiles.resolve("hs_err_%p.log"));
        command.add("-D" + WORKER_AOT_PROPERTY + "=" + workerAot);
        command.add("-cp");
        command.add(
                Distribution.joined(
                        jars.serverClassPath().stream()
                                .map(jar -> home.resolve(jars.home().relativize(jar)))
                                .toList()));
        command.add("io.juggler.dist.KernelMain");
        command.add(connectionFile);
        return List.copyOf(command);
    }
}
