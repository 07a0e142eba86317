/** Shows Javadoc comments. */
package io.juggler.server.javadoc;
