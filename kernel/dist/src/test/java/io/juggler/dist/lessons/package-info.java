/** The whole path, from a notebook on disk to what its reader sees, with nothing replaced. */
package io.juggler.dist.lessons;
