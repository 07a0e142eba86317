package io.juggler.dist;

import io.juggler.testing.SourceFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A program that prints one word, in a jar. */
record CompiledProgram(Path jar) {

    void build(String word) throws IOException {
        var folder = Files.createTempDirectory(jar.getParent(), "source");
        var source = folder.resolve("Program.java");
        Files.writeString(
                source,
                "public class Program { public static void main(String[] args) {"
                        + " System.out.println(\"%s\"); } }".formatted(word));
        SourceFiles.compile(List.of(source), List.of(), folder);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            var entry = new JarEntry("Program.class");
            entry.setTime(0);
            out.putNextEntry(entry);
            out.write(Files.readAllBytes(folder.resolve("Program.class")));
            out.closeEntry();
        }
    }

    /** What it printed first; JVMs that write a cache go on about it. */
    String run(List<String> flags, String aotFlag) throws IOException {
        var command = new ArrayList<String>();
        command.add(KernelCommand.thisJava().toString());
        command.addAll(flags);
        command.addAll(
                List.of(
                        aotFlag,
                        "-Xlog:aot=off",
                        "-Xlog:cds=off",
                        "-cp",
                        jar.toString(),
                        "Program"));
        return Subprocess.run(command, Duration.ofMinutes(1))
                .output()
                .lines()
                .findFirst()
                .orElse("");
    }
}
