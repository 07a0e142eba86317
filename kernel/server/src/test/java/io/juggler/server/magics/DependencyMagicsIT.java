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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.tools.ToolProvider;

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
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                api,
                                "-d",
                                out.toString(),
                                source.toString()));
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
        var wanted =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        ("ali:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
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
