package io.juggler.jjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.runtime.RecordingFrontEnd;
import io.juggler.testing.SourceFiles;

import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.kernel.JavaNotebookStatics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Extensions that were compiled against the real JJava are installed in ours. */
@TestInstance(Lifecycle.PER_CLASS)
class ExtensionsTest {
    private static final String SERVICE = "META-INF/services/org.dflib.jjava.jupyter.Extension";

    private static final String EXTENSION =
            """
            package ext;

            import org.dflib.jjava.jupyter.Extension;
            import org.dflib.jjava.jupyter.kernel.BaseKernel;
            import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
            import org.dflib.jjava.jupyter.kernel.display.*;
            import org.dflib.jjava.jupyter.kernel.display.common.*;
            import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
            import java.io.File;
            import java.util.*;

            public class Library implements Extension {
                public static int installed;

                public static class Broken implements Extension {
                    public void install(BaseKernel kernel) {
                        throw new IllegalStateException("no database");
                    }
                }

                public static class Chart implements DisplayDataRenderable {
                    public void render(RenderContext context) {
                        context.renderIfRequested(MIMEType.IMAGE_SVG, () -> "<svg/>");
                    }
                    public String toString() { return "a chart"; }
                }

                static class Html implements RenderFunction<File> {
                    public void render(File file, RenderContext context) {
                        context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + file + "</b>");
                    }
                }

                public static String statics() {
                    String id = BaseNotebookStatics.display("shown", "text/markdown");
                    BaseNotebookStatics.updateDisplay(id, "updated");
                    DisplayData own = new DisplayData();
                    own.putData(Text.HTML, "<b/>");
                    return "" + BaseNotebookStatics.display(own).length()
                            + BaseNotebookStatics.<Object>lineMagic("louder", Arrays.asList("a"))
                            + BaseNotebookStatics.<Object>cellMagic("twice", new ArrayList<>(), "b")
                            + BaseNotebookStatics.render(1).getData(Image.PNG);
                }

                public void install(BaseKernel kernel) {
                    installed++;
                    kernel.getRenderer().createRegistration(File.class)
                            .preferring(MIMEType.TEXT_HTML)
                            .supporting(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
                            .register(new Html());
                    kernel.getMagicsRegistry()
                            .registerLineMagic("louder", (k, args) -> args.toString().toUpperCase())
                            .registerCellMagic("twice", (k, args, body) -> body + body);
                    DisplayData data = new DisplayData("installed");
                    data.putHTML("<i>installed</i>");
                    kernel.display(data);
                }
            }
            """;

    private Class<?> library;
    private String told;

    @BeforeAll
    void install(@TempDir Path folder) throws Exception {
        var jar = Path.of("target", "base-kernel", "jjava-jupyter-1.0-a6.jar");
        assertTrue(Files.exists(jar), "the build has put no " + jar);
        var source = Files.writeString(folder.resolve("Library.java"), EXTENSION);
        SourceFiles.compile(List.of(source), List.of(jar), folder);
        var service = folder.resolve(SERVICE);
        Files.createDirectories(service.getParent());
        Files.writeString(service, "ext.Library$Broken\next.Gone\next.Library\n");

        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        var err = System.err;
        var kept = new ByteArrayOutputStream();
        try (var classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()},
                        ExtensionsTest.class.getClassLoader())) {
            thread.setContextClassLoader(classes);
            System.setErr(new PrintStream(kept, true, StandardCharsets.UTF_8));
            Extensions.install();
            Extensions.install();
            library = classes.loadClass("ext.Library");
            classes.loadClass("ext.Library$Chart");
        } finally {
            System.setErr(err);
            thread.setContextClassLoader(before);
        }
        told = kept.toString(StandardCharsets.UTF_8);
    }

    private static BaseKernel kernel() {
        return JavaNotebookStatics.getKernelInstance();
    }

    @Test
    void eachIsInstalledOnce() throws Exception {
        assertEquals(1, library.getField("installed").getInt(null));
    }

    @Test
    void oneThatFailsIsToldAndTheOthersAreInstalled() {
        assertTrue(told.contains("ext.Library$Broken could not be installed"), told);
        assertTrue(told.contains("no database"), told);
        assertTrue(told.contains("ext.Gone"), told);
    }

    @Test
    void itsRenderFunctionsHoldInCells() {
        assertTrue(RecordingFrontEnd.ADDED.contains("java.io.File"));
        var data = kernel().getRenderer().render(new File("x")).data();
        assertEquals("<b>x</b>", data.get("text/html"));
        assertEquals("x", data.get("text/plain"));
    }

    @Test
    void aValueShowsItself() throws Exception {
        var chart =
                library.getClassLoader()
                        .loadClass("ext.Library$Chart")
                        .getConstructor()
                        .newInstance();
        var data = kernel().getRenderer().render(chart).data();
        assertEquals("<svg/>", data.get("image/svg+xml"));
        assertEquals("a chart", data.get("text/plain"));
    }

    @Test
    void whatCellsCallByBareNamesIsThereByItsClass() throws Exception {
        int before = RecordingFrontEnd.SHOWN.size();
        assertEquals("36[A]bbAQID", library.getMethod("statics").invoke(null));
        var shown = RecordingFrontEnd.SHOWN.subList(before, before + 3);
        assertEquals("shown", shown.get(0).bundle().data().get("text/markdown"));
        assertEquals(shown.get(0).id(), shown.get(1).id());
        assertTrue(shown.get(1).update());
        assertEquals("<b/>", shown.get(2).bundle().data().get("text/html"));
        assertEquals("%x", kernel().getMagicsResolver().resolve("%x"));
    }

    @Test
    void itsMagicsHoldInCells() throws Exception {
        assertTrue(RecordingFrontEnd.ADDED.containsAll(List.of("%louder", "%twice")));
        var magics = kernel().getMagicsRegistry();
        assertEquals("[A]", magics.evalLineMagic(kernel(), "louder", List.of("a")));
        assertEquals("abab", magics.evalCellMagic(kernel(), "twice", List.of(), "ab"));
        assertEquals("kernels[a]null", magics.evalLineMagic(kernel(), "kernels", List.of("a")));
    }
}
