/**
 * Maven's resolver behind {@link io.juggler.server.magics.ArtifactResolver}: all that touches its
 * classes, and nothing that the server needs before somebody asks for an artifact.
 */
package io.juggler.server.magics.maven;
