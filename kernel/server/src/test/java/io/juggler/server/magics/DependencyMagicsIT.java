package io.juggler.server.magics;

import static io.juggler.server.magics.LocalRepository.dependencies;
import static io.juggler.server.magics.LocalRepository.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import io.juggler.api.Magic;
import io.juggler.server.engine.Engine;
import io.juggler.server.engine.LiveEngine;
import io.juggler.server.engine.Outcome;
import io.juggler.testing.SourceFiles;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/**
 * Maven's artifacts over a real worker. Central is a mirror in a folder, the local repository is
 * another, and a third wants a password: nothing leaves the machine.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
class DependencyMagicsIT {
    private static final String SETTINGS = "juggler.maven.settings";
    private static final String LOCAL = "maven.repo.local";
    private static final String PASSWORD = "open sesame";

    private LiveEngine live;
    private HttpServer server;
    private LocalRepository central;
    private LocalRepository other;
    private Path local;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        central = new LocalRepository(folder.resolve("central"));
        other = new LocalRepository(folder.resolve("other"));
        local = folder.resolve("local");
        fill(folder);
        server = guarded(new LocalRepository(folder.resolve("guarded")).jar("g:secret:1.0").root());
        settings(folder);
        System.setProperty(SETTINGS, folder.resolve("settings.xml").toString());
        System.setProperty(LOCAL, local.toString());
        live = LiveMagics.start(folder);
    }

    @AfterAll
    void stop() {
        live.close();
        server.stop(0);
        System.clearProperty(SETTINGS);
        System.clearProperty(LOCAL);
    }

    private void fill(Path folder) throws IOException {
        central.jar("g:leaf:1.0")
                .jar("g:leaf:2.0")
                .jar("g:other-leaf:1.0")
                .jar("g:tested:1.0")
                .jar("g:branch:1.0", dependencies("g:leaf:1.0", "g:other-leaf:1.0"))
                .jar("g:osgi:1.0", "<packaging>bundle</packaging>")
                .jar("g:kit:1.0")
                .jar("g:kit:1.0:tests")
                .jar("g:kit:1.0:linux")
                .jar("g:ranged:1.1")
                .jar("g:ranged:1.9")
                .jar("g:ranged:2.0")
                .versions("g", "ranged", "1.1", "1.9", "2.0")
                .jar("g:managed:3.1")
                .jar("g:needs-managed:1.0")
                .pom(
                        "g:bom:1.0",
                        "<packaging>pom</packaging><dependencyManagement>"
                                + dependencies("g:managed:3.1")
                                + "</dependencyManagement>")
                .jar("g:from-pom:1.0")
                .jar("g:in-test:1.0")
                .jar("g:commented:1.0")
                .jar("g:rapaio:1.0")
                .pom(
                        "g:parent:1.0",
                        "<packaging>pom</packaging>",
                        "<properties><v>1.0</v></properties>")
                .jar(
                        "org.knowm.xchart:xchart:3.8.8",
                        Path.of(
                                XYChart.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath()))
                .jar("g:services:1.0", services(folder));
        other.jar("o:elsewhere:1.0").jar("o:young:1.0-SNAPSHOT");
    }

    /** A magic that a library brings. */
    private static Map<String, byte[]> services(Path folder) throws IOException {
        var source = folder.resolve("Brought.java");
        Files.writeString(
                source,
                """
                package brought;
                public class Brought implements io.juggler.api.Magic {
                    public String name() { return "brought"; }
                    public Object run(java.util.List<String> words, String body) {
                        return "brought " + words;
                    }
                }
                """);
        var out = folder.resolve("brought");
        var api = Magic.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        SourceFiles.compile(List.of(source), List.of(Path.of(api)), out);
        return Map.of(
                "brought/Brought.class",
                Files.readAllBytes(out.resolve("brought/Brought.class")),
                "META-INF/services/io.juggler.api.Magic",
                "brought.Brought".getBytes(StandardCharsets.UTF_8));
    }

    /** Serves a folder to whoever knows the password. */
    private static HttpServer guarded(Path root) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var wanted = basic();
        server.createContext(
                "/",
                exchange -> {
                    var file = root.resolve(exchange.getRequestURI().getPath().substring(1));
                    int status = 404;
                    byte[] body = {};
                    if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
                        status = 401;
                    } else if (Files.isRegularFile(file)) {
                        status = 200;
                        body = Files.readAllBytes(file);
                    }
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String basic() {
        var both = ("ali:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private void settings(Path folder) throws Exception {
        Files.writeString(
                folder.resolve("settings-security.xml"),
                "<settingsSecurity><master>"
                        + encrypted("the master", "settings.security")
                        + "</master></settingsSecurity>");
        Files.writeString(
                folder.resolve("settings.xml"),
                """
                <settings>
                  <mirrors><mirror>
                    <id>near</id><mirrorOf>central</mirrorOf><url>%s</url>
                  </mirror></mirrors>
                  <servers><server>
                    <id>guarded</id><username>ali</username><password>%s</password>
                  </server></servers>
                </settings>
                """
                        .formatted(central.url(), encrypted(PASSWORD, "the master")));
    }

    /** As Maven does it; by name, because javac warns of the class's own annotations. */
    private static String encrypted(String text, String key) throws ReflectiveOperationException {
        var type = Class.forName("org.sonatype.plexus.components.cipher.DefaultPlexusCipher");
        return (String)
                type.getMethod("encryptAndDecorate", String.class, String.class)
                        .invoke(type.getConstructor().newInstance(), text, key);
    }

    private boolean has(String jar) {
        return live.value(
                        "ClassLoader.getSystemClassLoader() != null"
                                + " && Thread.currentThread().getContextClassLoader()"
                                + ".getResource(\""
                                + jar
                                + ".txt\") != null")
                .equals("true");
    }

    @Test
    void whatAnArtifactNeedsComesWithItAndWhatIsExcludedDoesNot() {
        assertFalse(has("leaf-1.0"));
        assertEquals(
                "2",
                live.value(
                        "List<String> l = %maven --exclude g:other-leaf g:branch:1.0\nl.size()"));
        assertTrue(has("branch-1.0") && has("leaf-1.0"));
        assertFalse(has("other-leaf-1.0"));
    }

    @Test
    void aVersionThatIsAtOddsWithWhatIsLoadedIsReported() {
        live.run("%maven g:leaf:1.0");
        var printed = live.printedBy("%maven g:leaf:2.0");
        assertTrue(printed.contains("g:leaf stays 1.0, which is loaded; 2.0 is wanted"), printed);
        assertFalse(has("leaf-2.0"));
    }

    @Test
    void bundlesTestJarsAndClassifiersAreJars() {
        live.printedBy("%maven g:osgi:bundle:1.0 g:kit:test-jar:1.0 g:kit:jar:linux:1.0");
        assertTrue(has("osgi-1.0") && has("kit-1.0-tests") && has("kit-1.0-linux"));
        assertFalse(has("kit-1.0"));
    }

    @Test
    void aRangeTakesTheHighestVersionInIt() {
        live.printedBy("%maven g:ranged:[1.0,2.0)");
        assertTrue(has("ranged-1.9"));
    }

    @Test
    void aBomGivesTheVersion() {
        live.printedBy("//DEPS g:bom:1.0@pom\n//DEPS g:managed g:commented:1.0\nint x = 1;");
        assertTrue(has("managed-3.1") && has("commented-1.0"));
    }

    @Test
    void aRepositoryOfOnesOwnDoesNotHideCentral() {
        live.printedBy("%mavenRepo mine " + other.url() + "\n%maven o:elsewhere:1.0 g:tested:1.0");
        assertTrue(has("elsewhere-1.0") && has("tested-1.0"));
        live.printedBy("%maven --from mine o:young:1.0-SNAPSHOT");
        assertTrue(has("young-1.0-SNAPSHOT"));
    }

    @Test
    void whatIsMissingNamesTheRepositoriesThatWereAsked() {
        live.printedBy("%addMavenRepo asked " + other.url());
        var message = live.failure("%maven g:nowhere:7");
        assertTrue(message.contains("g:nowhere:jar:7"), message);
        assertTrue(message.contains("near (" + central.url()), message);
        assertTrue(message.contains("asked (" + other.url()), message);
        assertTrue(live.failure("%maven -o g:nowhere:7").contains("offline"));
        assertTrue(live.failure("%maven nowhere").contains("names no artifact"));
        assertTrue(live.failure("%maven --from typo g:leaf:1.0").contains("no repository"));
    }

    @Test
    void encryptedCredentialsOfTheSettingsAreUsed() {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        live.printedBy("%mavenRepo guarded " + url + "\n%maven g:secret:1.0");
        assertTrue(has("secret-1.0"));
        assertTrue(Files.exists(local.resolve("g/secret/1.0/secret-1.0.jar")));
    }

    @Test
    void aChartOfALoadedLibraryIsDrawn() throws IOException {
        var outcome =
                live.run(
                        """
                        %maven org.knowm.xchart:xchart:3.8.8
                        import org.knowm.xchart.*;
                        var chart = new XYChartBuilder().width(320).height(200).title("Balls").build();
                        chart.addSeries("up", new double[] {0, 1, 2}, new double[] {0, 1, 0});
                        chart
                        """);
        var bundle = assertInstanceOf(Outcome.Value.class, outcome, outcome.toString()).bundle();
        var png = (byte[]) bundle.data().get("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(320, image.getWidth());
        assertEquals(200, image.getHeight());
        var colours = new HashSet<Integer>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y));
            }
        }
        // A frame, a grid, two axes, a line and text.
        assertTrue(colours.size() > 20, colours.size() + " colours");
        assertTrue(bundle.plainText().contains("XYChart"), bundle.plainText());
    }

    @Test
    void theProxyOfTheSettingsIsAskedAndASlowDownloadIsTold(@TempDir Path own) throws Exception {
        var far = new LocalRepository(own.resolve("far")).jar("p:proxied:1.0").jar("p:direct:1.0");
        var asked = new ConcurrentLinkedQueue<String>();
        var proxy = proxy(far.root(), asked);
        Files.writeString(
                own.resolve("settings.xml"),
                """
                <settings>
                  <proxies><proxy>
                    <active>true</active><protocol>http</protocol>
                    <host>127.0.0.1</host><port>%d</port>
                    <username>ali</username><password>%s</password>
                    <nonProxyHosts>127.0.0.1</nonProxyHosts>
                  </proxy></proxies>
                </settings>
                """
                        .formatted(proxy.getAddress().getPort(), PASSWORD));
        var settings = System.getProperty(SETTINGS);
        System.setProperty(SETTINGS, own.resolve("settings.xml").toString());
        try (var other = LiveMagics.start(own)) {
            // A host that does not exist: only the proxy knows it.
            other.printedBy("%mavenRepo far http://repository.invalid/maven/");
            var put = other.everythingFrom("%maven --from far p:proxied:1.0");
            assertEquals(
                    "true",
                    other.value(
                            "Thread.currentThread().getContextClassLoader()"
                                    + ".getResource(\"proxied-1.0.txt\") != null"));
            assertTrue(
                    asked.contains("http://repository.invalid/maven/p/proxied/1.0/proxied-1.0.jar"),
                    asked.toString());
            // One line, updated in place: what, from where, how much; and how it ended.
            assertTrue(
                    Pattern.compile(
                                    "Downloading proxied-1\\.0\\.(pom|jar) from far: [01] files,"
                                            + " \\d\\.\\d MB\n")
                            .matcher(put)
                            .find(),
                    put);
            assertTrue(put.endsWith("1 jar added\n"), put);
            assertEquals("1 jar added", other.shown().plainText());
            // What needs no proxy is not told to it, and what is quick is not worth a line.
            asked.clear();
            other.printedBy(
                    "%mavenRepo near http://127.0.0.1:" + server.getAddress().getPort() + "/");
            other.failure("%maven --from near p:nowhere:1.0");
            assertEquals(List.of(), List.copyOf(asked));
            assertEquals("", other.everythingFrom("%maven -o p:proxied:1.0"));
        } finally {
            System.setProperty(SETTINGS, settings);
            proxy.stop(0);
        }
    }

    /** A slow proxy that wants a password, and has a folder for all hosts there are. */
    private static HttpServer proxy(Path root, Queue<String> asked) throws IOException {
        var proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext(
                "/",
                exchange -> {
                    if (!basic().equals(
                                    exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
                        exchange.getResponseHeaders()
                                .add("Proxy-Authenticate", "Basic realm=\"p\"");
                        exchange.sendResponseHeaders(407, -1);
                        exchange.close();
                        return;
                    }
                    asked.add(exchange.getRequestURI().toString());
                    var path = exchange.getRequestURI().getPath().replaceFirst("^/maven/", "");
                    var file = root.resolve(path);
                    if (!Files.isRegularFile(file)) {
                        exchange.sendResponseHeaders(404, -1);
                        exchange.close();
                        return;
                    }
                    var body = Files.readAllBytes(file);
                    exchange.sendResponseHeaders(200, body.length);
                    int half = body.length / 2;
                    exchange.getResponseBody().write(body, 0, half);
                    exchange.getResponseBody().flush();
                    try {
                        TimeUnit.MILLISECONDS.sleep(800);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    exchange.getResponseBody().write(body, half, body.length - half);
                    exchange.close();
                });
        proxy.start();
        return proxy;
    }

    @Test
    void aDownloadThatHangsIsInterrupted(@TempDir Path own) throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var other = LiveMagics.start(own)) {
            silent.setSoTimeout(60_000);
            other.printedBy("%mavenRepo silent http://127.0.0.1:" + silent.getLocalPort() + "/");
            var outcome =
                    CompletableFuture.supplyAsync(
                            () -> other.run("%maven --from silent g:never:1.0"));
            try (var asked = silent.accept()) {
                assertTrue(other.engine().interrupt(other.cell()), asked.toString());
                assertInstanceOf(Outcome.Interrupted.class, outcome.get(60, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void partsOfAPomAreEnough() {
        live.printedBy(
                "%%loadFromPOM\n"
                        + dependency("g:needs-managed:1.0", "")
                        + dependency("g:in-test:1.0", "<scope>test</scope>"));
        assertTrue(has("needs-managed-1.0"));
        assertFalse(has("in-test-1.0"));
        assertTrue(live.failure("%%loadFromPOM\n<dependency>").contains("no XML"));
    }

    @Test
    void aPomFileIsReadWithItsParent() throws IOException {
        Files.writeString(
                live.folder().resolve("pom.xml"),
                """
                <project><modelVersion>4.0.0</modelVersion>
                <parent><groupId>g</groupId><artifactId>parent</artifactId><version>1.0</version>
                <relativePath/></parent><artifactId>x</artifactId>
                <dependencies><dependency><groupId>g</groupId><artifactId>from-pom</artifactId>
                <version>${v}</version></dependency></dependencies></project>
                """);
        live.printedBy("%loadFromPOM pom.xml");
        assertTrue(has("from-pom-1.0"));
    }

    @Test
    void rapaiosTwoStepsWork() {
        live.printedBy("%dependency /add g:rapaio:1.0");
        assertFalse(has("rapaio-1.0"));
        live.printedBy("%dependency /resolve");
        assertTrue(has("rapaio-1.0"));
        assertTrue(live.printedBy("%dependency /list-artifacts").contains("rapaio-1.0.jar"));
    }

    @Test
    void theMagicsThatALibraryBringsAreThereForTheNextLine() {
        assertEquals("brought [along]", live.value("%maven g:services:1.0\n%brought along"));
        assertEquals(
                "brought []",
                live.value("import brought.Brought;\nnew Brought().run(List.of(), null)"));
    }

    @Test
    void coordinatesAreCompletedFromTheLocalRepository() {
        live.printedBy("%maven g:leaf:1.0");
        assertTrue(completed("%maven ").contains("g:"));
        assertTrue(completed("%maven g:le").contains("g:leaf:"));
        assertEquals(List.of("g:leaf:1.0"), completed("%maven g:leaf:1"));
    }

    private List<String> completed(String line) {
        var found = new ArrayList<String>();
        for (Engine.Completions.Item item : live.engine().complete(line, line.length()).items()) {
            found.add(item.text());
        }
        return found;
    }
}
