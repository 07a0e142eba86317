/** Carries frames between clients and the kernel. Knows nothing of what is in them. */
package io.juggler.server.transport;
