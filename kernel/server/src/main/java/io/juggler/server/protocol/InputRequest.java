package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;

/**
 * The kernel asks the client for a line.
 *
 * @param password whether what is typed is not to be seen
 */
public record InputRequest(String prompt, boolean password) implements Content {
    @Override
    public String type() {
        return "input_request";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeStringProperty("prompt", prompt);
        json.writeBooleanProperty("password", password);
    }
}
