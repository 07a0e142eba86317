package io.juggler.server.magics.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;

import io.juggler.server.magics.ArtifactResolver;
import io.juggler.server.magics.Coordinates;
import io.juggler.server.magics.Dependencies;
import io.juggler.server.magics.MagicFailure;

import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Maven's own resolver, with the user's settings: {@code ~/.m2/settings.xml} with its mirrors,
 * proxies and credentials, encrypted ones included, and the local repository.
 *
 * <p>The system properties {@code maven.repo.local} and {@code juggler.maven.settings} name others.
 */
public final class MavenResolver implements ArtifactResolver {
    private static final String SETTINGS = "juggler.maven.settings";

    private final Context context;

    /** With the settings as they are now. */
    public MavenResolver() {
        var overrides =
                ContextOverrides.create().withUserSettings(true).userProperties(userProperties());
        var settings = System.getProperty(SETTINGS);
        if (settings != null) {
            var file = Path.of(settings);
            overrides
                    .withUserSettingsXmlOverride(file)
                    .withUserSettingsSecurityXmlOverride(
                            file.resolveSibling("settings-security.xml"));
        }
        var local = System.getProperty("maven.repo.local");
        if (local != null) {
            overrides.withLocalRepositoryOverride(Path.of(local));
        }
        context = Runtimes.INSTANCE.getRuntime().create(overrides.build());
    }

    private static Map<String, String> userProperties() {
        var properties = new LinkedHashMap<String, String>();
        for (var name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("maven.") || name.startsWith("aether.")) {
                properties.put(name, System.getProperty(name));
            }
        }
        return properties;
    }

    @Override
    public Path localRepository() {
        return context.repositorySystemSession().getLocalRepository().getBasedir().toPath();
    }

    /** One request: the session and the repositories that it asks. */
    private record Asking(
            RepositorySystem system,
            RepositorySystemSession session,
            List<RemoteRepository> repositories) {

        String places() {
            return repositories.isEmpty()
                    ? "no repository"
                    : repositories.stream()
                            .map(each -> each.getId() + " (" + each.getUrl() + ")")
                            .collect(Collectors.joining(", "));
        }
    }

    private Asking asking(
            Map<String, String> declared,
            Set<String> from,
            boolean offline,
            Consumer<String> progress)
            throws MagicFailure {
        var session = new DefaultRepositorySystemSession(context.repositorySystemSession());
        session.setTransferListener(new TransferProgress(progress));
        if (offline) {
            session.setOffline(true);
        }
        var own = new ArrayList<RemoteRepository>();
        declared.forEach(
                (id, url) -> own.add(new RemoteRepository.Builder(id, "default", url).build()));
        // The user's come first; what the settings name, Central among it, is never hidden by them.
        var all =
                new ArrayList<>(context.repositorySystem().newResolutionRepositories(session, own));
        for (var each : context.remoteRepositories()) {
            if (all.stream().noneMatch(other -> other.getId().equals(each.getId()))) {
                all.add(each);
            }
        }
        if (from.isEmpty()) {
            return new Asking(context.repositorySystem(), session, all);
        }
        var chosen =
                all.stream()
                        .filter(each -> from.contains(each.getId()) || from.contains(each.getUrl()))
                        .toList();
        if (chosen.isEmpty()) {
            throw new MagicFailure(
                    "no repository is called "
                            + String.join(" or ", from)
                            + "; there are "
                            + new Asking(context.repositorySystem(), session, all).places());
        }
        return new Asking(context.repositorySystem(), session, chosen);
    }

    @Override
    public List<Dependencies.Loaded> resolve(
            Wanted wanted, Dependencies.Declared declared, Consumer<String> progress)
            throws MagicFailure {
        var asking = asking(declared.repositories(), wanted.from(), wanted.offline(), progress);
        try {
            var managed = managed(asking, declared.boms());
            var exclusions = wanted.exclusions().stream().map(MavenResolver::exclusion).toList();
            var dependencies = new ArrayList<Dependency>();
            for (var root : wanted.roots()) {
                var artifact =
                        new DefaultArtifact(
                                root.group(),
                                root.artifact(),
                                root.classifier(),
                                root.extension(),
                                root.version().isEmpty() ? version(root, managed) : root.version());
                dependencies.add(new Dependency(artifact, JavaScopes.COMPILE, false, exclusions));
            }
            return wanted.transitive()
                    ? collected(
                            asking,
                            new CollectRequest(dependencies, managed, asking.repositories()))
                    : alone(asking, dependencies);
        } catch (RepositoryException e) {
            throw failure(e, asking);
        } finally {
            progress.accept("");
        }
    }

    private static List<Dependencies.Loaded> alone(Asking asking, List<Dependency> dependencies)
            throws RepositoryException {
        var found = new ArrayList<Dependencies.Loaded>();
        for (var each : dependencies) {
            found.add(
                    loaded(
                            asking.system()
                                    .resolveArtifact(
                                            asking.session(),
                                            new ArtifactRequest(
                                                    each.getArtifact(),
                                                    asking.repositories(),
                                                    null))
                                    .getArtifact()));
        }
        return found;
    }

    private static List<Dependencies.Loaded> collected(Asking asking, CollectRequest request)
            throws RepositoryException {
        var result =
                asking.system()
                        .resolveDependencies(
                                asking.session(),
                                new DependencyRequest(
                                        request,
                                        DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)));
        return result.getArtifactResults().stream()
                .map(ArtifactResult::getArtifact)
                .filter(artifact -> artifact.getFile() != null)
                .filter(artifact -> !artifact.getExtension().equals("pom"))
                .map(MavenResolver::loaded)
                .toList();
    }

    private static Dependencies.Loaded loaded(Artifact artifact) {
        var plain = artifact.getExtension().equals("jar") && artifact.getClassifier().isEmpty();
        return new Dependencies.Loaded(
                artifact.getGroupId()
                        + ":"
                        + artifact.getArtifactId()
                        + (plain
                                ? ""
                                : ":" + artifact.getExtension() + ":" + artifact.getClassifier()),
                artifact.getVersion(),
                artifact.getFile().toPath());
    }

    private static List<Dependency> managed(Asking asking, List<Coordinates> boms)
            throws RepositoryException {
        var managed = new ArrayList<Dependency>();
        for (var bom : boms) {
            managed.addAll(
                    asking.system()
                            .readArtifactDescriptor(
                                    asking.session(),
                                    new ArtifactDescriptorRequest(
                                            new DefaultArtifact(
                                                    bom.group(),
                                                    bom.artifact(),
                                                    "pom",
                                                    bom.version().isEmpty()
                                                            ? "RELEASE"
                                                            : bom.version()),
                                            asking.repositories(),
                                            null))
                            .getManagedDependencies());
        }
        return managed;
    }

    private static String version(Coordinates root, List<Dependency> managed) {
        for (var each : managed) {
            var artifact = each.getArtifact();
            if (artifact.getGroupId().equals(root.group())
                    && artifact.getArtifactId().equals(root.artifact())
                    && artifact.getExtension().equals(root.extension())
                    && artifact.getClassifier().equals(root.classifier())) {
                return artifact.getVersion();
            }
        }
        return "RELEASE";
    }

    private static Exclusion exclusion(String written) {
        int colon = written.indexOf(':');
        return colon < 0
                ? new Exclusion(written, "*", "*", "*")
                : new Exclusion(
                        written.substring(0, colon), written.substring(colon + 1), "*", "*");
    }

    @Override
    public List<Dependencies.Loaded> resolve(
            Path pom, Set<String> scopes, Dependencies.Declared declared, Consumer<String> progress)
            throws MagicFailure {
        var before = asking(declared.repositories(), Set.of(), false, progress);
        Model model;
        try {
            model = effective(pom, before);
        } catch (ModelBuildingException e) {
            throw new MagicFailure(
                    pom.getFileName()
                            + " cannot be read: "
                            + e.getProblems().getFirst().getMessage(),
                    e);
        }
        var places = new LinkedHashMap<>(declared.repositories());
        for (var each : model.getRepositories()) {
            if (!each.getId().equals("central")) {
                places.put(each.getId(), each.getUrl());
            }
        }
        var asking = asking(places, Set.of(), false, progress);
        try {
            var managed = new ArrayList<Dependency>();
            if (model.getDependencyManagement() != null) {
                for (var each : model.getDependencyManagement().getDependencies()) {
                    managed.add(dependency(each, asking.session()));
                }
            }
            var dependencies = new ArrayList<Dependency>();
            for (var each : model.getDependencies()) {
                var scope = each.getScope() == null ? JavaScopes.COMPILE : each.getScope();
                boolean counts =
                        scopes.isEmpty()
                                ? !scope.equals(JavaScopes.TEST)
                                        && !scope.equals(JavaScopes.PROVIDED)
                                : scopes.contains(scope);
                if (counts) {
                    dependencies.add(
                            dependency(each, asking.session()).setScope(JavaScopes.COMPILE));
                }
            }
            return collected(
                    asking, new CollectRequest(dependencies, managed, asking.repositories()));
        } catch (RepositoryException e) {
            throw failure(e, asking);
        } finally {
            progress.accept("");
        }
    }

    private static Model effective(Path pom, Asking asking) throws ModelBuildingException {
        var properties = new Properties();
        properties.putAll(System.getProperties());
        var request =
                new DefaultModelBuildingRequest()
                        .setPomFile(pom.toFile())
                        .setProcessPlugins(false)
                        .setSystemProperties(properties)
                        .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL)
                        .setModelResolver(
                                new PomResolver(
                                        asking.system(), asking.session(), asking.repositories()));
        return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    }

    private static Dependency dependency(
            org.apache.maven.model.Dependency each, RepositorySystemSession session) {
        var type = session.getArtifactTypeRegistry().get(each.getType());
        var classifier = each.getClassifier();
        var artifact =
                new DefaultArtifact(
                        each.getGroupId(),
                        each.getArtifactId(),
                        classifier != null && !classifier.isEmpty()
                                ? classifier
                                : type == null ? "" : type.getClassifier(),
                        type == null ? each.getType() : type.getExtension(),
                        each.getVersion());
        var file = each.getSystemPath();
        return new Dependency(
                file == null ? artifact : artifact.setFile(Path.of(file).toFile()),
                each.getScope() == null ? JavaScopes.COMPILE : each.getScope(),
                each.isOptional(),
                each.getExclusions().stream()
                        .map(one -> new Exclusion(one.getGroupId(), one.getArtifactId(), "*", "*"))
                        .toList());
    }

    /** What to tell the user, who wants to know what is missing and who was asked. */
    private static MagicFailure failure(RepositoryException thrown, Asking asking) {
        Throwable cause = thrown;
        while (cause.getCause() instanceof RepositoryException inner) {
            cause = inner;
        }
        var message = cause.getMessage() == null ? thrown.toString() : cause.getMessage();
        return new MagicFailure(
                message.strip()
                        + "\nAsked: "
                        + asking.places()
                        + (asking.session().isOffline()
                                ? "; offline, so only the local repository was looked at"
                                : ""),
                thrown);
    }
}
