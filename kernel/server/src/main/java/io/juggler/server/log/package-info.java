/** The server's log. */
package io.juggler.server.log;
