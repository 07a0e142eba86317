package io.juggler.server.notebook;

import java.io.IOException;

/**
 * A file is no notebook that can be run. The message is one line for the user and names the file.
 */
public final class NotebookException extends IOException {
    private static final long serialVersionUID = 1;

    NotebookException(String message) {
        super(message);
    }
}
