/** The kernel's server process: its life from the connection file to its end. */
package io.juggler.server;
