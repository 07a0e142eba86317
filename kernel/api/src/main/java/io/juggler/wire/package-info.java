/**
 * The frames on the three lanes between the server and the worker. Internal: only those two modules
 * see it.
 */
package io.juggler.wire;
