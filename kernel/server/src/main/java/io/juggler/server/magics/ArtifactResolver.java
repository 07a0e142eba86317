package io.juggler.server.magics;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds artifacts with all that they need. Behind this interface because what does it is big and
 * must not be loaded before somebody asks.
 */
public interface ArtifactResolver {

    /**
     * What is to be found.
     *
     * @param roots what is asked for
     * @param exclusions {@code group:artifact}, either of which may be {@code *}
     * @param from the ids or URLs of the repositories to ask; empty for all
     * @param offline whether only the local repository is to be looked at
     * @param transitive whether with what they need
     */
    record Wanted(
            List<Coordinates> roots,
            List<String> exclusions,
            Set<String> from,
            boolean offline,
            boolean transitive) {}

    /**
     * Finds artifacts; downloads what is not in the local repository.
     *
     * @param progress told what is being downloaded, a line at a time; an empty one at the end
     * @throws MagicFailure where something is missing; the message names the repositories asked
     */
    List<Dependencies.Loaded> resolve(
            Wanted wanted, Dependencies.Declared declared, Consumer<String> progress)
            throws MagicFailure;

    /**
     * Finds what a POM depends on.
     *
     * @param scopes those that count; empty for those that are needed at run time
     */
    List<Dependencies.Loaded> resolve(
            Path pom, Set<String> scopes, Dependencies.Declared declared, Consumer<String> progress)
            throws MagicFailure;

    /** Where downloaded artifacts are kept. */
    Path localRepository();
}
