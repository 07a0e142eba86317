package io.juggler.server.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

class DefaultImportsTest {
    @TempDir private Path folder;

    @Test
    void withoutAClassPathOnlyTheJdkIsImported() {
        var imports = DefaultImports.of(List.of(folder.resolve("missing.jar")));
        assertEquals("import module java.base;", imports.declarations().getFirst());
        assertTrue(imports.declarations().contains("import java.util.concurrent.*;"));
        assertTrue(imports.declarations().stream().noneMatch(line -> line.contains("static")));
        assertEquals(Set.of(), imports.labTypes());
        assertEquals(Optional.empty(), imports.labImport("Task"));
    }

    @Test
    void theLabsPublicNamesAreKnownFromAFolderAndFromAJar() throws IOException {
        compile(
                "io/juggler/lab/Lab.java",
                "package io.juggler.lab; public class Lab { public static void compare() {} public"
                        + " static void action() {} static void hidden() {} public void no() {} }");
        compile(
                "io/juggler/lab/Task.java",
                "package io.juggler.lab; public class Task { public class Inner {} }");
        compile("io/juggler/lab/Secret.java", "package io.juggler.lab; class Secret {}");
        for (var entry : List.of(folder, jar())) {
            var imports = DefaultImports.of(List.of(entry));
            assertEquals(Set.of("Lab", "Task"), imports.labTypes());
            assertEquals(Set.of("compare", "action"), imports.labMethods());
            assertEquals(Optional.of("import io.juggler.lab.Task;"), imports.labImport("Task"));
            assertEquals(
                    Optional.of("import static io.juggler.lab.Lab.compare;"),
                    imports.labImport("compare"));
            assertTrue(
                    imports.hiddenLabMethod("compare", "cell [3]")
                            .orElseThrow()
                            .contains("Lab.compare(…)"));
            assertTrue(imports.voidTask("task").orElseThrow().contains("action(name, i -> …)"));
            assertEquals(Optional.empty(), imports.hiddenLabMethod("hidden", "cell [3]"));
        }
    }

    @Test
    void everyPartOfTheLabGivesItsNames() throws IOException {
        compile("io/juggler/lab/Lab.java", "package io.juggler.lab; public class Lab {}");
        compile(
                "io/juggler/lab/learn/Learning.java",
                "package io.juggler.lab.learn; public class Learning { public static void check()"
                        + " {} }");
        compile(
                "io/juggler/lab/learn/Choice.java",
                "package io.juggler.lab.learn; public class Choice { public static void of() {} }");
        compile(
                "io/juggler/lab/render/Inside.java",
                "package io.juggler.lab.render; public class Inside {}");
        var imports = DefaultImports.of(List.of(folder));
        assertEquals(Set.of("Lab", "Learning", "Choice"), imports.labTypes());
        assertEquals(Set.of("check"), imports.labMethods());
        assertEquals(
                Optional.of("import io.juggler.lab.learn.Choice;"), imports.labImport("Choice"));
        assertEquals(
                Optional.of("import static io.juggler.lab.learn.Learning.check;"),
                imports.labImport("check"));
        assertTrue(
                imports.hiddenLabMethod("check", "cell [3]")
                        .orElseThrow()
                        .contains("Learning.check(…)"));
    }

    @Test
    void iJavasFunctionsAreImportedWhereTheClassPathHasThem() throws IOException {
        compile(
                "io/github/spencerpark/ijava/runtime/Display.java",
                "package io.github.spencerpark.ijava.runtime; public class Display {}");
        assertTrue(
                DefaultImports.of(List.of(folder))
                        .declarations()
                        .contains("import static io.github.spencerpark.ijava.runtime.Display.*;"));
    }

    @Test
    void aSourceIsGivenOnlyTheImportsThatItsWordsCanNeed() throws IOException {
        compile(
                "io/juggler/ijava/Printing.java",
                "package io.juggler.ijava; public class Printing { private Printing() {} public"
                        + " static void printf() {} }");
        var imports = DefaultImports.of(List.of(folder));
        assertEquals(List.of(), imports.needed(List.of("x", "list"), false));
        assertEquals(List.of("import java.util.*;"), needed(imports, false, "List", "String"));
        assertEquals(List.of("import java.nio.file.*;"), needed(imports, false, "Path"));
        assertEquals(
                List.of("import static io.juggler.ijava.Printing.*;"),
                needed(imports, false, "printf"));
    }

    @Test
    void theModulesImportStaysWhereAPackagesStarWouldMeanSomethingElse() {
        var imports = DefaultImports.of(List.of());
        // Of another star's types and the module's, the star's are meant.
        assertEquals(List.of("import module java.base;"), needed(imports, true, "Path"));
        // Proxy is java.net's by its star; with java.lang.reflect's star it would be ambiguous.
        assertEquals(
                List.of("import module java.base;", "import java.net.*;"),
                needed(imports, false, "Proxy", "InvocationHandler"));
    }

    @Test
    void noTypeThatTheModuleExportsHasANameInLowerCase() throws Exception {
        var base = Object.class.getModule();
        var odd = new ArrayList<String>();
        try (var reader = ModuleFinder.ofSystem().find(base.getName()).orElseThrow().open()) {
            var names =
                    reader.list()
                            .filter(name -> name.matches(".+/[^A-Z/][^/]*\\.class"))
                            .map(name -> name.replace(".class", "").replace('/', '.'))
                            .filter(name -> !name.endsWith("-info"))
                            .toList();
            for (var name : names) {
                var type = Class.forName(name, false, null);
                if (base.isExported(type.getPackageName())
                        && Modifier.isPublic(type.getModifiers())) {
                    odd.add(name);
                }
            }
        }
        assertEquals(List.of(), odd);
    }

    private static List<String> needed(DefaultImports imports, boolean stars, String... words) {
        return imports.needed(List.of(words), stars);
    }

    private void compile(String path, String source) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        SourceFiles.compile(List.of(file), List.of(), folder);
    }

    private Path jar() throws IOException {
        var jar = folder.resolve("lab.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
