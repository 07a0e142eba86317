/**
 * Magics: the lines of a cell that begin with a percent sign, and cells that begin with two. {@link
 * io.juggler.server.magics.MagicEngine} takes them out of a cell before another engine compiles it.
 */
package io.juggler.server.magics;
