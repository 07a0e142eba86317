package io.juggler.server.javadoc;

import io.juggler.server.log.Log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * The comments of what dependencies declare, from {@code NAME-sources.jar} or else {@code
 * NAME-javadoc.jar} beside {@code NAME.jar}, as Maven's repositories have them. A method without a
 * comment has that of the method it overrides. Not for several threads at once.
 */
public final class DependencyJavadoc {
    private static final Log LOG = Log.of(DependencyJavadoc.class);
    private static final String JAR = ".jar";
    private static final String SOURCES = "-sources.jar";
    private static final String PAGES = "-javadoc.jar";
    private static final String PAGE = ".html";
    private static final String INHERIT = "{@inheritDoc}";
    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib", "src.zip");

    /** Where a comment's first block tag begins. */
    private static final Pattern TAGS = Pattern.compile("(?m)^\\s*@");

    private final KnownTypes types;

    /** Where the latest comment came from: its type's others are asked for next. */
    private Found latest = new Found(null, "", null);

    private final List<Path> jars = new ArrayList<>();

    /**
     * @param types those of the jars included
     */
    public DependencyJavadoc(KnownTypes types) {
        this.types = types;
    }

    /** Looks into what lies beside these jars, too. */
    public void add(List<Path> more) {
        jars.addAll(more);
    }

    /** Whether there is anything to look into by now. */
    public boolean isEmpty() {
        return beside(SOURCES).isEmpty() && beside(PAGES).isEmpty();
    }

    /**
     * Finds a comment.
     *
     * @param signature the declaration, as JShell writes it
     * @param qualified gives a type's qualified name for its simple one, or the simple one again
     * @return the comment's text, without the slashes and stars; empty where none is known
     */
    public String comment(String signature, UnaryOperator<String> qualified) {
        var wanted = Signature.of(signature);
        return types.find(wanted.owner(), qualified)
                .flatMap(wanted::in)
                .or(() -> constant(wanted.asConstant(), qualified))
                .flatMap(this::comment)
                .orElse("");
    }

    private Optional<Element> constant(Signature wanted, UnaryOperator<String> qualified) {
        return wanted.owner().isEmpty()
                ? Optional.empty()
                : types.find(wanted.owner(), qualified).flatMap(wanted::in);
    }

    private Optional<String> comment(Element element) {
        var own = own(element);
        if (element instanceof ExecutableElement method
                && element.getKind() == ElementKind.METHOD) {
            if (own.isEmpty()) {
                return inherited(method);
            }
            if (own.get().contains(INHERIT)) {
                var body = inherited(method).map(DependencyJavadoc::body).orElse("");
                return own.map(text -> text.replace(INHERIT, body));
            }
        }
        return own;
    }

    private Optional<String> own(Element element) {
        var type = outermost(element);
        var file = type.getQualifiedName().toString().replace('.', '/') + ".java";
        var module = types.elements().getModuleOf(type);
        if (!module.isUnnamed()) {
            return in(List.of(JDK), module.getQualifiedName() + "/" + file, element);
        }
        return in(beside(SOURCES), file, element)
                .or(() -> in(beside(PAGES), page(element, type), element));
    }

    /** The type's page, in its package's folder. */
    private String page(Element element, TypeElement outermost) {
        var type =
                element instanceof TypeElement itself
                        ? itself
                        : (TypeElement) element.getEnclosingElement();
        var folder = types.elements().getPackageOf(outermost).getQualifiedName().toString();
        int start = folder.isEmpty() ? 0 : folder.length() + 1;
        return folder.replace('.', '/')
                + (folder.isEmpty() ? "" : "/")
                + type.getQualifiedName().toString().substring(start)
                + PAGE;
    }

    private Optional<String> in(List<Path> jars, String file, Element element) {
        for (var jar : jars) {
            if (!jar.equals(latest.jar) || !file.equals(latest.file)) {
                var content = content(jar, file);
                if (content.isEmpty()) {
                    continue;
                }
                latest =
                        new Found(
                                jar,
                                file,
                                file.endsWith(PAGE)
                                        ? new JavadocPage(content.get())
                                        : new SourceComments(content.get()));
            }
            var comment = latest.comments.of(element).filter(text -> !text.isBlank());
            if (comment.isPresent()) {
                return comment;
            }
        }
        return Optional.empty();
    }

    /** What the first of the supertypes says that says something, classes before interfaces. */
    private Optional<String> inherited(ExecutableElement method) {
        var type = (TypeElement) method.getEnclosingElement();
        return inherited(type.asType(), method, type);
    }

    private Optional<String> inherited(TypeMirror of, ExecutableElement method, TypeElement type) {
        for (var each : types.types().directSupertypes(of)) {
            var above = (TypeElement) ((DeclaredType) each).asElement();
            var found =
                    ElementFilter.methodsIn(above.getEnclosedElements()).stream()
                            .filter(other -> types.elements().overrides(method, other, type))
                            .findFirst()
                            .flatMap(this::own)
                            .or(() -> inherited(each, method, type));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String body(String comment) {
        var tags = TAGS.matcher(comment);
        return tags.find() ? comment.substring(0, tags.start()) : comment;
    }

    private static TypeElement outermost(Element element) {
        var type = element;
        while (!(type instanceof TypeElement)
                || type.getEnclosingElement() instanceof TypeElement) {
            type = type.getEnclosingElement();
        }
        return (TypeElement) type;
    }

    /** What is there now: a download may have brought it since. */
    private List<Path> beside(String suffix) {
        return jars.stream()
                .filter(jar -> jar.getFileName().toString().endsWith(JAR))
                .map(
                        jar ->
                                jar.resolveSibling(
                                        jar.getFileName().toString().replaceAll(JAR + "$", suffix)))
                .filter(Files::isReadable)
                .toList();
    }

    /** A library of modules has a folder for each, in its sources and in its pages. */
    private static Optional<String> content(Path jar, String name) {
        try (var zip = new ZipFile(jar.toFile())) {
            var entry = zip.getEntry(name);
            if (entry == null) {
                entry =
                        zip.stream()
                                .filter(each -> each.getName().endsWith("/" + name))
                                .findFirst()
                                .orElse(null);
            }
            return entry == null
                    ? Optional.empty()
                    : Optional.of(
                            new String(
                                    zip.getInputStream(entry).readAllBytes(),
                                    StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.info("no comments from " + jar + ": " + e);
            return Optional.empty();
        }
    }

    private record Found(Path jar, String file, Comments comments) {}
}
