package io.juggler.server.protocol;

import io.juggler.api.MimeBundle;
import io.juggler.wire.CommEvent;

import tools.jackson.core.JsonGenerator;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is told to everyone who listens on the iopub channel. */
public sealed interface Publication extends Content {

    /** What the kernel is doing for the parent request. */
    record Status(State state) implements Publication {
        /** The states that the protocol names. */
        public enum State {
            STARTING("starting"),
            BUSY("busy"),
            IDLE("idle");

            private final String word;

            State(String word) {
                this.word = word;
            }
        }

        @Override
        public String type() {
            return "status";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("execution_state", state.word);
        }
    }

    /** The code that is about to run. */
    record ExecuteInput(String code, int count) implements Publication {
        @Override
        public String type() {
            return "execute_input";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("code", code);
            json.writeNumberProperty("execution_count", count);
        }
    }

    /**
     * Printed text.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    record Stream(String name, String text) implements Publication {
        @Override
        public String type() {
            return "stream";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("name", name);
            json.writeStringProperty("text", text);
        }
    }

    /**
     * Something to show.
     *
     * @param displayId by which it can be updated, or null
     */
    record DisplayData(MimeBundle bundle, String displayId) implements Publication {
        @Override
        public String type() {
            return "display_data";
        }

        @Override
        public void write(JsonGenerator json) {
            display(json, bundle, displayId);
        }
    }

    /** Replaces what was shown under that id. */
    record UpdateDisplayData(MimeBundle bundle, String displayId) implements Publication {
        @Override
        public String type() {
            return "update_display_data";
        }

        @Override
        public void write(JsonGenerator json) {
            display(json, bundle, displayId);
        }
    }

    /** A cell's value. */
    record ExecuteResult(MimeBundle bundle, int count) implements Publication {
        @Override
        public String type() {
            return "execute_result";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeNumberProperty("execution_count", count);
            MimeJson.write(json, bundle);
        }
    }

    /** A cell failed. */
    record Failure(ErrorInfo error) implements Publication {
        @Override
        public String type() {
            return "error";
        }

        @Override
        public void write(JsonGenerator json) {
            error.write(json);
        }
    }

    /**
     * The cell's output is to go.
     *
     * @param later whether only when there is something new to show
     */
    record ClearOutput(boolean later) implements Publication {
        @Override
        public String type() {
            return "clear_output";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeBooleanProperty("wait", later);
        }
    }

    /** A comm is opened, used or closed. */
    record Comm(CommEvent event) implements Publication {
        /**
         * @throws IllegalArgumentException where its data is no JSON object
         */
        public Comm {
            if (!MimeJson.isObject(event.message().data())) {
                throw new IllegalArgumentException(
                        "the data of a comm's message is no JSON object: "
                                + event.message().data());
            }
        }

        @Override
        public String type() {
            return switch (event.kind()) {
                case OPEN -> "comm_open";
                case MESSAGE -> "comm_msg";
                case CLOSE -> "comm_close";
            };
        }

        @Override
        public byte[] metadata() {
            var metadata = event.message().metadata();
            return MimeJson.isObject(metadata)
                    ? metadata.getBytes(StandardCharsets.UTF_8)
                    : Codec.noParent();
        }

        @Override
        public List<byte[]> buffers() {
            return event.message().buffers();
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("comm_id", event.id());
            if (event.kind() == CommEvent.Kind.OPEN) {
                json.writeStringProperty("target_name", event.target());
            }
            json.writeName("data");
            json.writeRawValue(event.message().data());
        }
    }

    /** A client's subscription has reached the kernel. */
    record Welcome(String subscription) implements Publication {
        @Override
        public String type() {
            return "iopub_welcome";
        }

        @Override
        public void write(JsonGenerator json) {
            json.writeStringProperty("subscription", subscription);
        }
    }

    private static void display(JsonGenerator json, MimeBundle bundle, String displayId) {
        MimeJson.write(json, bundle);
        json.writeObjectPropertyStart("transient");
        if (displayId != null) {
            json.writeStringProperty("display_id", displayId);
        }
        json.writeEndObject();
    }
}
