package io.juggler.ijava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.runtime.RecordingFrontEnd;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

/** A renderer and magics that were compiled against the real base kernel 2.3.0 run with ours. */
@TestInstance(Lifecycle.PER_CLASS)
class BaseKernelTest {
    private static final String EXTENSION =
            """
            package ext;

            import io.github.spencerpark.jupyter.kernel.display.*;
            import io.github.spencerpark.jupyter.kernel.display.common.*;
            import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
            import io.github.spencerpark.jupyter.kernel.magic.registry.*;
            import java.util.*;

            public class Extension {
                public static class Chart implements DisplayDataRenderable {
                    public Set<MIMEType> getSupportedRenderTypes() {
                        return Collections.singleton(MIMEType.IMAGE_SVG);
                    }
                    public void render(RenderContext context) {
                        context.renderIfRequested(MIMEType.IMAGE_SVG, () -> "<svg/>");
                    }
                    public String toString() { return "a chart"; }
                }

                public static void renderers(Renderer renderer) {
                    renderer.createRegistration(java.io.File.class)
                            .preferring(MIMEType.TEXT_HTML)
                            .supporting(MIMEType.TEXT_MARKDOWN, MIMEType.parse("text/x-own"))
                            .register((text, context) -> {
                                context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + text + "</b>");
                                context.renderIfRequested(
                                        MIMEType.TEXT_MARKDOWN, type -> "**" + text + "**" + type.getSubtype());
                                context.renderIfRequested(
                                        MIMEType.parse("text/x-own"), (type, out) -> out.putData(type, "own"));
                            });
                }

                public static void common(Renderer renderer) {
                    Text.registerAll(renderer);
                    Image.registerAll(renderer);
                    Url.registerAll(renderer);
                    renderer.createRegistration(java.io.File.class)
                            .preferring(Text.HTML)
                            .register((text, context) -> Text.renderCharSequence("<b>" + text + "</b>", context));
                }

                public static String embed() { return Url.EMBED_KEY; }

                private static final MagicsArgs ARGS = MagicsArgs.builder()
                        .required("who").optional("how").varargs("rest")
                        .keyword("times", MagicsArgs.KeywordSpec.ONCE).flag("loud", 'l', "yes")
                        .onlyKnownKeywords().onlyKnownFlags().build();

                @LineMagic(aliases = "hi")
                public static String greet(List<String> args) {
                    Map<String, List<String>> parsed = ARGS.parse(args);
                    return parsed.toString();
                }

                @CellMagic("twice")
                public String doubled(List<String> args, String body) {
                    return body + body;
                }

                @LineMagic
                public String nothing() { return "none"; }

                public static String undefined(Magics magics) throws Exception {
                    try {
                        ARGS.parse(List.of("--what", "x"));
                    } catch (MagicArgsParseException e) {
                        return e.getMessage();
                    }
                    return "";
                }
            }
            """;

    private Class<?> extension;

    @BeforeAll
    void compile(@TempDir Path folder) throws Exception {
        var jar = Path.of("target", "base-kernel", "jupyter-jvm-basekernel-2.3.0.jar");
        assertTrue(Files.exists(jar), "the build has put no " + jar);
        var source = Files.writeString(folder.resolve("Extension.java"), EXTENSION);
        SourceFiles.compile(List.of(source), List.of(jar), folder);
        extension = load(folder);
    }

    private static Class<?> load(Path folder) throws IOException, ClassNotFoundException {
        return new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, BaseKernelTest.class.getClassLoader())
                .loadClass("ext.Extension");
    }

    private Renderer renderer() throws ReflectiveOperationException {
        var renderer = new Renderer();
        extension.getMethod("renderers", Renderer.class).invoke(null, renderer);
        return renderer;
    }

    @Test
    void aRegisteredFunctionGivesThePreferredForms() throws Exception {
        var data = renderer().render(new File("x")).data();
        assertEquals("<b>x</b>", data.get("text/html"));
        assertEquals("x", data.get("text/plain"));
        assertEquals(2, data.size());
    }

    @Test
    void itGivesTheFormsThatAreAskedFor() throws Exception {
        var value = new File("x");
        assertEquals(
                "**x**markdown",
                renderer().renderAs(value, "text/markdown").data().get("text/markdown"));
        var all = renderer().renderAs(value, "text/*").data();
        assertTrue(all.containsKey("text/html") && all.containsKey("text/x-own"), all.toString());
    }

    @Test
    void aValueShowsItself() throws Exception {
        var chart =
                extension
                        .getClassLoader()
                        .loadClass("ext.Extension$Chart")
                        .getConstructor()
                        .newInstance();
        var data = new Renderer().render(chart).data();
        assertEquals("<svg/>", data.get("image/svg+xml"));
        assertEquals("a chart", data.get("text/plain"));
    }

    @Test
    void textsPicturesAndAddressesHaveRenderFunctions() throws Exception {
        var renderer = new Renderer();
        extension.getMethod("common", Renderer.class).invoke(null, renderer);

        assertEquals(Map.of("text/plain", "a"), renderer.render("a").data());
        var asked = renderer.renderAs("\\pi", "text/latex", "application/json").data();
        assertEquals("\\pi", asked.get("text/latex"));
        assertEquals("\\pi", asked.get("application/json"));
        assertEquals("<b>x</b>", renderer.render(new File("x")).data().get("text/html"));

        for (int type : new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB}) {
            var image = new BufferedImage(3, 2, type);
            var forms = renderer.renderAs(image, "image/*").data();
            for (var form : List.of("image/png", "image/jpeg", "image/gif")) {
                assertEquals(3, decoded(forms.get(form)).getWidth(), form);
            }
            assertEquals(2, renderer.render(image).data().size());
        }

        var url = URI.create("http://127.0.0.1/a?b=1&c=2").toURL();
        assertEquals(
                "<a href=\"http://127.0.0.1/a?b=1&amp;c=2\">http://127.0.0.1/a?b=1&amp;c=2</a>",
                renderer.render(url).data().get("text/html"));
        assertEquals(
                "<img src=\"http://127.0.0.1/a?b=1&amp;c=2\">",
                renderer.render(url, Map.of("url.html.tag", "img")).data().get("text/html"));
    }

    @Test
    void anAddressShowsWhatIsThere(@TempDir Path folder) throws Exception {
        var renderer = new Renderer();
        extension.getMethod("common", Renderer.class).invoke(null, renderer);
        var file = folder.resolve("dot.png");
        ImageIO.write(new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        var embed = extension.getMethod("embed").invoke(null).toString();
        var shown = renderer.render(file.toUri().toURL(), Map.of(embed, "true")).data();
        assertEquals(5, decoded(shown.get("image/png")).getWidth());
        assertThrows(
                UncheckedIOException.class,
                () -> renderer.render(new ByteArrayInputStream(new byte[] {1, 2, 3})));
    }

    private static BufferedImage decoded(Object base64) throws IOException {
        return ImageIO.read(
                new ByteArrayInputStream(Base64.getDecoder().decode(base64.toString())));
    }

    @Test
    void annotatedMethodsAreMagics() throws Exception {
        var magics = new Magics();
        magics.registerMagics(extension.getConstructor().newInstance());
        assertEquals(
                "{who=[ali], how=[], rest=[], times=[3], loud=[yes]}",
                magics.applyLineMagic("hi", List.of("ali", "--times=3", "-l")));
        assertEquals("abab", magics.applyCellMagic("twice", List.of(), "ab"));
        assertEquals("none", magics.applyLineMagic("nothing", List.of("ignored")));
        assertTrue(RecordingFrontEnd.ADDED.containsAll(List.of("%hi", "%greet", "%twice")));
        assertEquals("kernels[a]null", magics.applyLineMagic("kernels", List.of("a")));
    }

    @Test
    void argumentsThatDoNotFitAreRefused() throws Exception {
        assertEquals(
                "Unknown keyword argument 'what'.",
                extension.getMethod("undefined", Magics.class).invoke(null, new Magics()));
    }
}
