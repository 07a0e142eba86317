/** Small real services on this machine's loopback address, for lessons to talk to. */
package io.juggler.lab.serve;
