package io.juggler.dist;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A kernelspec on disk.
 *
 * @param folder its folder, whose name is the kernel's
 * @param json what its kernel.json says
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs">Kernel
 *     specs</a>
 */
record KernelSpec(Path folder, ObjectNode json) {

    static final String FILE = "kernel.json";

    private static final String OURS = "juggler";
    private static final String AOT_FLAG = "-XX:AOTCache=";

    /** The spec in that folder; empty where there is none, or none that can be read. */
    static Optional<KernelSpec> read(Path folder) {
        try {
            return new JsonMapper().readTree(Files.readString(folder.resolve(FILE)))
                            instanceof ObjectNode json
                    ? Optional.of(new KernelSpec(folder, json))
                    : Optional.empty();
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }

    /** A spec for Juggler. */
    static KernelSpec of(Path folder, List<String> command, String version) {
        var json = new JsonMapper().createObjectNode();
        var argv = json.putArray("argv");
        command.forEach(argv::add);
        json.put("display_name", "Java 25 (Juggler)");
        json.put("language", "java");
        json.put("interrupt_mode", "message");
        json.putObject("env");
        var metadata = json.putObject("metadata");
        metadata.put("debugger", false);
        metadata.putObject(OURS).put("version", version);
        return new KernelSpec(folder, json);
    }

    void write() throws IOException {
        var text = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
        Files.writeString(folder.resolve(FILE), text + "\n");
    }

    String name() {
        return folder.getFileName().toString();
    }

    String displayName() {
        return json.path("display_name").asString(name());
    }

    /** Whether Juggler wrote it. */
    boolean isOurs() {
        return json.path("metadata").path(OURS).isObject();
    }

    /** The version of Juggler that wrote it, or an empty text. */
    String version() {
        return json.path("metadata").path(OURS).path("version").asString("");
    }

    List<String> argv() {
        return StreamSupport.stream(json.path("argv").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    /** The AOT caches that its command names, whether they are there or not. */
    List<Path> caches() {
        return argv().stream()
                .filter(argument -> argument.contains(AOT_FLAG))
                .map(argument -> argument.substring(argument.indexOf(AOT_FLAG)))
                .map(flag -> Path.of(flag.substring(AOT_FLAG.length())))
                .toList();
    }
}
