package io.juggler.server.protocol;

import io.juggler.api.MimeBundle;
import io.juggler.server.engine.Engine;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Map;

/** The answers to requests. */
public sealed interface Reply extends Content {

    /**
     * Any request that could not be answered.
     *
     * @param type the reply's type, such as {@code complete_reply}
     */
    record Failed(String type, ErrorInfo error) implements Reply {
        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("status", "error");
            error.write(json);
        }
    }

    /** A request that was not carried out because one before it failed. */
    record Aborted(String type) implements Reply {
        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("status", "aborted");
        }
    }

    /**
     * What this kernel is.
     *
     * @param implementationVersion the kernel's own version
     * @param languageVersion the JDK's, such as {@code 25.0.1+8}
     * @param features what it can do beyond the protocol's core
     */
    record KernelInfo(
            String implementationVersion,
            String languageVersion,
            String banner,
            List<String> features)
            implements Reply {
        @Override
        public String type() {
            return "kernel_info_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeStringProperty("protocol_version", Codec.VERSION);
            json.writeStringProperty("implementation", "juggler");
            json.writeStringProperty("implementation_version", implementationVersion);
            json.writeObjectPropertyStart("language_info");
            new LanguageInfo(languageVersion).write(json);
            json.writeEndObject();
            json.writeStringProperty("banner", banner);
            json.writeArrayPropertyStart("help_links");
            json.writeStartObject();
            json.writeStringProperty("text", "Java API");
            json.writeStringProperty(
                    "url", "https://docs.oracle.com/en/java/javase/25/docs/api/index.html");
            json.writeEndObject();
            json.writeEndArray();
            json.writeArrayPropertyStart("supported_features");
            features.forEach(json::writeString);
            json.writeEndArray();
            json.writeBooleanProperty("debugger", false);
        }
    }

    /**
     * A cell ran to its end.
     *
     * @param expressions what the user expressions came to, by their names
     * @param pages what the front end is to show in its pager
     * @param times where its time went, for those who measure; null where that is not known
     */
    record Executed(
            int count,
            Map<String, Evaluated> expressions,
            List<MimeBundle> pages,
            Engine.Times times)
            implements Reply {
        @Override
        public byte[] metadata() {
            return times == null ? Codec.noParent() : JsonObjects.write(this::writeTimes);
        }

        private void writeTimes(JsonGenerator json) {
            json.writeObjectPropertyStart("juggler");
            json.writeNumberProperty("compile_ns", times.compile());
            json.writeNumberProperty("load_ns", times.load());
            json.writeNumberProperty("run_ns", times.run());
            json.writeNumberProperty("render_ns", times.render());
            json.writeEndObject();
        }

        @Override
        public String type() {
            return "execute_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeNumberProperty("execution_count", count);
            json.writeObjectPropertyStart("user_expressions");
            expressions.forEach(
                    (name, evaluated) -> {
                        json.writeObjectPropertyStart(name);
                        switch (evaluated) {
                            case Evaluated.Value(var bundle) -> {
                                ok(json);
                                MimeJson.write(json, bundle);
                            }
                            case Evaluated.Failure(var error) -> {
                                json.writeStringProperty("status", "error");
                                error.write(json);
                            }
                        }
                        json.writeEndObject();
                    });
            json.writeEndObject();
            json.writeArrayPropertyStart("payload");
            for (var page : pages) {
                json.writeStartObject();
                json.writeStringProperty("source", "page");
                MimeJson.write(json, page);
                json.writeNumberProperty("start", 0);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    /** What a user expression came to. */
    sealed interface Evaluated {
        /** It has a value. */
        record Value(MimeBundle bundle) implements Evaluated {}

        /** It failed. */
        record Failure(ErrorInfo error) implements Evaluated {}
    }

    /** A cell failed. */
    record ExecuteFailed(int count, ErrorInfo error) implements Reply {
        @Override
        public String type() {
            return "execute_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("status", "error");
            json.writeNumberProperty("execution_count", count);
            error.write(json);
            json.writeObjectPropertyStart("user_expressions");
            json.writeEndObject();
            json.writeArrayPropertyStart("payload");
            json.writeEndArray();
        }
    }

    /**
     * What could stand at the cursor.
     *
     * @param start where the text to replace starts, in code points
     * @param end where it ends, in code points
     */
    record Completed(int start, int end, List<Match> matches) implements Reply {
        /** One of them; type and signature may be empty. */
        public record Match(String text, String type, String signature) {}

        @Override
        public String type() {
            return "complete_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeArrayPropertyStart("matches");
            matches.forEach(match -> json.writeString(match.text()));
            json.writeEndArray();
            json.writeNumberProperty("cursor_start", start);
            json.writeNumberProperty("cursor_end", end);
            json.writeObjectPropertyStart("metadata");
            json.writeArrayPropertyStart("_jupyter_types_experimental");
            for (var match : matches) {
                json.writeStartObject();
                json.writeNumberProperty("start", start);
                json.writeNumberProperty("end", end);
                json.writeStringProperty("text", match.text());
                json.writeStringProperty("type", match.type());
                json.writeStringProperty("signature", match.signature());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /**
     * What is known about a name.
     *
     * @param bundle null where nothing is
     */
    record Inspected(MimeBundle bundle) implements Reply {
        @Override
        public String type() {
            return "inspect_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeBooleanProperty("found", bundle != null);
            MimeJson.write(json, bundle == null ? new MimeBundle(Map.of(), Map.of()) : bundle);
        }
    }

    /**
     * Whether a text is ready to run.
     *
     * @param status {@code complete}, {@code incomplete}, {@code invalid} or {@code unknown}
     * @param indent what the next line should start with; only where it is incomplete
     */
    record IsComplete(String status, String indent) implements Reply {
        @Override
        public String type() {
            return "is_complete_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("status", status);
            if (status.equals("incomplete")) {
                json.writeStringProperty("indent", indent);
            }
        }
    }

    /**
     * Cells of the past.
     *
     * @param withOutput whether each has its output beside its input
     */
    record PastCells(List<Entry> entries, boolean withOutput) implements Reply {
        /**
         * One of them.
         *
         * @param session counts the kernel's starts
         * @param line the cell's execution count
         * @param output its value as text, or null
         */
        public record Entry(int session, int line, String input, String output) {}

        @Override
        public String type() {
            return "history_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeArrayPropertyStart("history");
            for (var entry : entries) {
                json.writeStartArray();
                json.writeNumber(entry.session());
                json.writeNumber(entry.line());
                if (withOutput) {
                    json.writeStartArray();
                    json.writeString(entry.input());
                    json.writeString(entry.output());
                    json.writeEndArray();
                } else {
                    json.writeString(entry.input());
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        }
    }

    /** The ports of this kernel. */
    record Connected(int shell, int iopub, int stdin, int heartbeat, int control) implements Reply {
        @Override
        public String type() {
            return "connect_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeNumberProperty("shell_port", shell);
            json.writeNumberProperty("iopub_port", iopub);
            json.writeNumberProperty("stdin_port", stdin);
            json.writeNumberProperty("hb_port", heartbeat);
            json.writeNumberProperty("control_port", control);
        }
    }

    /**
     * The open comms.
     *
     * @param targets each one's target, by its id
     */
    record CommInfo(Map<String, String> targets) implements Reply {
        @Override
        public String type() {
            return "comm_info_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeObjectPropertyStart("comms");
            targets.forEach(
                    (id, target) -> {
                        json.writeObjectPropertyStart(id);
                        json.writeStringProperty("target_name", target);
                        json.writeEndObject();
                    });
            json.writeEndObject();
        }
    }

    /** There is a shell more. */
    record SubshellCreated(String id) implements Reply {
        @Override
        public String type() {
            return "create_subshell_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeStringProperty("subshell_id", id);
        }
    }

    /** There is a shell less. */
    record SubshellDeleted() implements Reply {
        @Override
        public String type() {
            return "delete_subshell_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
        }
    }

    /** The shells besides the main one. */
    record Subshells(List<String> ids) implements Reply {
        @Override
        public String type() {
            return "list_subshell_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeArrayPropertyStart("subshell_id");
            ids.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    /** The interrupt was passed on. */
    record Interrupted() implements Reply {
        @Override
        public String type() {
            return "interrupt_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
        }
    }

    /** The kernel ends now. */
    record ShutDown(boolean restart) implements Reply {
        @Override
        public String type() {
            return "shutdown_reply";
        }

        @Override
        public void write(JsonGenerator json) {
            ok(json);
            json.writeBooleanProperty("restart", restart);
        }
    }

    private static void ok(JsonGenerator json) {
        json.writeStringProperty("status", "ok");
    }
}
