package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;

import java.util.List;

/**
 * An error as front ends show it.
 *
 * @param name its kind, such as {@code java.lang.ArithmeticException}
 * @param value what happened, in a line
 * @param traceback the lines to show, with ANSI colours
 */
public record ErrorInfo(String name, String value, List<String> traceback) {

    public ErrorInfo {
        traceback = List.copyOf(traceback);
    }

    void write(JsonGenerator json) {
        json.writeStringProperty("ename", name);
        json.writeStringProperty("evalue", value);
        json.writeArrayPropertyStart("traceback");
        traceback.forEach(json::writeString);
        json.writeEndArray();
    }
}
