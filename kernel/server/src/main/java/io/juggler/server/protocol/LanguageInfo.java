package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;

/**
 * What front ends and notebooks are told of the language.
 *
 * @param version the JDK's, such as {@code 25.0.1+8}
 */
public record LanguageInfo(String version) {

    /** Writes the properties; the braces around them are the caller's. */
    public void write(JsonGenerator json) {
        json.writeStringProperty("name", "java");
        json.writeStringProperty("version", version);
        json.writeStringProperty("mimetype", "text/x-java");
        json.writeStringProperty("file_extension", ".java");
        json.writeStringProperty("pygments_lexer", "java");
        json.writeStringProperty("codemirror_mode", "java");
        json.writeStringProperty("nbconvert_exporter", "script");
    }
}
