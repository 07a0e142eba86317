package io.juggler.server.transport;

import java.io.IOException;

/** A connection file cannot be used. The message is one line for the user and names the file. */
public final class ConnectionFileException extends IOException {
    private static final long serialVersionUID = 1;

    ConnectionFileException(String message) {
        super(message);
    }
}
