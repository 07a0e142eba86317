/**
 * Jupyter's messages and how they are written on the wire. Knows no sockets.
 *
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html">Messaging in
 *     Jupyter</a>
 */
package io.juggler.server.protocol;
