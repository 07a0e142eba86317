package io.juggler.server.protocol;

/** The channels that carry messages; the heartbeat carries none. */
public enum Channel {
    /** Requests that may wait for one another. */
    SHELL,
    /** Requests that never wait for the shell's: interrupt, shutdown. */
    CONTROL,
    /** The kernel asks, the front end answers. */
    STDIN,
    /** What the kernel tells everyone who listens. */
    IOPUB
}
