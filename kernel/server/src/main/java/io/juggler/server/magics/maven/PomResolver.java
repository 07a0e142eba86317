package io.juggler.server.magics.maven;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.VersionRangeRequest;

import java.util.ArrayList;
import java.util.List;

/** Finds the parents and the BOMs of a POM. */
@SuppressWarnings("deprecation") // the interface names types that are
final class PomResolver implements ModelResolver {
    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    PomResolver(
            RepositorySystem system,
            RepositorySystemSession session,
            List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = new ArrayList<>(repositories);
    }

    @Override
    public ModelSource resolveModel(String group, String artifact, String version)
            throws UnresolvableModelException {
        try {
            var pom =
                    system.resolveArtifact(
                                    session,
                                    new ArtifactRequest(
                                            new DefaultArtifact(group, artifact, "pom", version),
                                            repositories,
                                            null))
                            .getArtifact();
            return new FileModelSource(pom.getFile());
        } catch (RepositoryException e) {
            throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
        }
    }

    @Override
    public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        parent.setVersion(
                highest(parent.getGroupId(), parent.getArtifactId(), parent.getVersion()));
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public ModelSource resolveModel(Dependency dependency) throws UnresolvableModelException {
        dependency.setVersion(
                highest(
                        dependency.getGroupId(),
                        dependency.getArtifactId(),
                        dependency.getVersion()));
        return resolveModel(
                dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }

    private String highest(String group, String artifact, String version)
            throws UnresolvableModelException {
        try {
            var found =
                    system.resolveVersionRange(
                                    session,
                                    new VersionRangeRequest(
                                            new DefaultArtifact(group, artifact, "pom", version),
                                            repositories,
                                            null))
                            .getHighestVersion();
            return found == null ? version : found.toString();
        } catch (RepositoryException e) {
            throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
        }
    }

    @Override
    public void addRepository(Repository repository) {
        addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        if (replace) {
            repositories.removeIf(each -> each.getId().equals(repository.getId()));
        }
        if (repositories.stream().noneMatch(each -> each.getId().equals(repository.getId()))) {
            repositories.addAll(
                    system.newResolutionRepositories(
                            session,
                            List.of(
                                    new RemoteRepository.Builder(
                                                    repository.getId(),
                                                    "default",
                                                    repository.getUrl())
                                            .build())));
        }
    }

    @Override
    public ModelResolver newCopy() {
        return new PomResolver(system, session, repositories);
    }
}
