package io.juggler.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.juggler.server.worker.WorkerLaunch;
import io.juggler.testing.Outside;
import io.juggler.testing.RequiresJupyter;
import io.juggler.wire.WorkerSetup;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real kernel, driven by Jupyter's own client: see kernel_checks.py. */
@RequiresJupyter
class KernelIT {
    private static final long LIMIT_S = 600;

    @TestFactory
    Stream<DynamicTest> theKernelAsJupyterSeesIt(@TempDir Path folder)
            throws IOException, InterruptedException {
        var output = folder.resolve("output.txt");
        var process =
                new ProcessBuilder(command(folder))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            var stacks = stacks(process);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            fail("not ready after " + LIMIT_S + " s:\n" + Files.readString(output) + stacks);
        }
        return results(Files.readString(output), process.exitValue());
    }

    private static List<String> command(Path folder) {
        var workerClassPath =
                Stream.of(WorkerSetup.class, type(WorkerLaunch.MAIN_CLASS))
                        .map(KernelIT::whereFrom)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Outside.python().toString(),
                Outside.root().resolve("kernel/server/src/test/python/kernel_checks.py").toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RealKernel.class.getName(),
                "{connection_file}",
                workerClassPath,
                folder.resolve("logs").toString());
    }

    private static Stream<DynamicTest> results(String output, int status) {
        var tests = new ArrayList<DynamicTest>();
        var details = new StringBuilder();
        var ended = "";
        for (var line : output.lines().toList()) {
            var words = line.split(" ", 3);
            switch (words[0]) {
                case "PASS" -> tests.add(DynamicTest.dynamicTest(words[1], () -> {}));
                case "FAIL" -> {
                    var why = details.toString();
                    tests.add(DynamicTest.dynamicTest(words[1], () -> fail(why)));
                }
                case "END" -> ended = words[1];
                default -> {
                    details.append(line).append('\n');
                    continue;
                }
            }
            details.setLength(0);
        }
        int expected = tests.size();
        var end = ended;
        tests.add(
                DynamicTest.dynamicTest(
                        "everyCheckRan",
                        () -> {
                            assertEquals(0, status, output);
                            assertEquals(String.valueOf(expected), end, output);
                        }));
        return tests.stream();
    }

    /** Every JVM that the checks have started, with its threads. */
    private static String stacks(Process process) {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .map(child -> "\n" + child.pid() + ":\n" + stack(child.pid()))
                .collect(Collectors.joining());
    }

    private static String stack(long pid) {
        try {
            var text = Files.createTempFile("jstack", ".txt");
            var jstack =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "jstack")
                                            .toString(),
                                    String.valueOf(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(text.toFile())
                            .start();
            if (!jstack.waitFor(20, TimeUnit.SECONDS)) {
                jstack.destroyForcibly();
                return "jstack did not end";
            }
            return Files.readString(text);
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e.toString();
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the tests need the worker on their class path", e);
        }
    }

    private static Path whereFrom(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
