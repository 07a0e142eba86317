/** Answers what clients ask: the messages' meaning. Knows no sockets. */
package io.juggler.server.session;
