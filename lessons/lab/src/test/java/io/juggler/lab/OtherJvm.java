package io.juggler.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the JDK, started with the lab alone on its class path. */
final class OtherJvm {
    private final Path folder;
    private int expected;

    OtherJvm(Path folder) {
        this.folder = folder;
    }

    /** The exit status that is right. */
    OtherJvm expect(int status) {
        expected = status;
        return this;
    }

    /** What a program prints that is started from its source. */
    String java(List<String> flags, String source) throws IOException, InterruptedException {
        var program = Files.writeString(folder.resolve("Program.java"), source);
        var arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("-Dstdout.encoding=UTF-8", "-cp", labAlone(), program.toString()));
        return output("java", arguments, "");
    }

    /** What a tool prints that reads that. */
    String output(String tool, List<String> arguments, String input)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(arguments);
        var log = folder.resolve("output.txt").toFile();
        var in = Files.writeString(folder.resolve("input.txt"), input).toFile();
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(in)
                        .redirectOutput(log);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the program does not end");
            var text = Files.readString(log.toPath(), StandardCharsets.UTF_8);
            assertEquals(expected, process.exitValue(), text);
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The part of the class path that holds the lab, without the kernel's api. */
    static String labAlone() throws IOException {
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (holdsTheLab(Path.of(entry))) {
                return entry;
            }
        }
        throw new AssertionError("the lab is not on the class path");
    }

    private static boolean holdsTheLab(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve("io/juggler/lab/Lab.class"));
        }
        if (!Files.exists(entry)) {
            return false;
        }
        try (var jar = new java.util.jar.JarFile(entry.toFile())) {
            return jar.getEntry("io/juggler/lab/Lab.class") != null;
        }
    }
}
