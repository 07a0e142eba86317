package io.juggler.server.protocol;

import io.juggler.wire.CommEvent;

import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a client asks for, understood. */
public sealed interface Request {

    /** Asks what this kernel is. */
    record KernelInfo() implements Request {}

    /**
     * Asks to run a cell.
     *
     * @param silent whether neither input nor result is to be published
     * @param storeHistory whether it counts
     * @param expressions evaluated when the cell has ended well, by name
     * @param allowStdin whether the client can be asked for input
     * @param stopOnError whether an error aborts what is queued
     */
    record Execute(
            String code,
            boolean silent,
            boolean storeHistory,
            Map<String, String> expressions,
            boolean allowStdin,
            boolean stopOnError)
            implements Request {}

    /**
     * Asks what could stand at the cursor.
     *
     * @param cursor an index of {@code char}s, inside the code
     */
    record Complete(String code, int cursor) implements Request {}

    /**
     * Asks what is known about the name at the cursor.
     *
     * @param cursor an index of {@code char}s, inside the code
     * @param detail 0, or 1 for more
     */
    record Inspect(String code, int cursor, int detail) implements Request {}

    /** Asks whether a text is ready to run. */
    record IsComplete(String code) implements Request {}

    /** Asks for cells of the past. */
    record History(boolean output, Access access) implements Request {
        /** Which of them. */
        public sealed interface Access {
            /** The last n. */
            record Tail(int n) implements Access {}

            /**
             * Those from start up to, but not with, stop.
             *
             * @param session counts the kernel's starts; 0 is this one, negative counts back
             */
            record Range(int session, int start, int stop) implements Access {}

            /**
             * The last n that match a pattern in which * and ? stand for any text and character.
             */
            record Search(String pattern, int n, boolean unique) implements Access {}
        }
    }

    /** Asks for the ports. */
    record Connect() implements Request {}

    /**
     * Asks for the open comms.
     *
     * @param target only those to that target; null where all are meant
     */
    record CommInfo(String target) implements Request {}

    /**
     * Opens, uses or closes a comm; the message's metadata and buffers belong to it.
     *
     * @param target what it is opened for; else empty
     * @param data a JSON object as text
     */
    record Comm(CommEvent.Kind kind, String id, String target, String data) implements Request {}

    /** Asks for another shell, whose cells run beside those of the others. */
    record CreateSubshell() implements Request {}

    /** Asks to end such a shell. */
    record DeleteSubshell(String id) implements Request {}

    /** Asks which there are. */
    record ListSubshells() implements Request {}

    /** Asks to interrupt the running cell. */
    record Interrupt() implements Request {}

    /** Asks the kernel to end. */
    record Shutdown(boolean restart) implements Request {}

    /** Answers a request for input. */
    record InputReply(String value) implements Request {}

    /** Something that this kernel does not know. */
    record Unknown() implements Request {}

    /**
     * Reads a request.
     *
     * @param type the message's type
     * @throws MalformedMessageException where the content is not what that type needs
     */
    static Request of(String type, ObjectNode content) throws MalformedMessageException {
        return switch (type) {
            case "kernel_info_request" -> new KernelInfo();
            case "execute_request" -> execute(content);
            case "complete_request" -> {
                var code = text(content, "code");
                yield new Complete(code, cursor(content, code));
            }
            case "inspect_request" -> {
                var code = text(content, "code");
                yield new Inspect(code, cursor(content, code), number(content, "detail_level", 0));
            }
            case "is_complete_request" -> new IsComplete(text(content, "code"));
            case "history_request" -> history(content);
            case "connect_request" -> new Connect();
            case "comm_info_request" -> new CommInfo(content.path("target_name").stringValue(null));
            case "comm_open" -> comm(CommEvent.Kind.OPEN, content, text(content, "target_name"));
            case "comm_msg" -> comm(CommEvent.Kind.MESSAGE, content, "");
            case "comm_close" -> comm(CommEvent.Kind.CLOSE, content, "");
            case "create_subshell_request" -> new CreateSubshell();
            case "delete_subshell_request" -> new DeleteSubshell(text(content, "subshell_id"));
            case "list_subshell_request" -> new ListSubshells();
            case "interrupt_request" -> new Interrupt();
            case "shutdown_request" -> new Shutdown(flag(content, "restart", false));
            case "input_reply" -> new InputReply(text(content, "value"));
            default -> new Unknown();
        };
    }

    private static Comm comm(CommEvent.Kind kind, ObjectNode content, String target)
            throws MalformedMessageException {
        var data = content.path("data");
        if (!(data.isMissingNode() || data.isObject())) {
            throw new MalformedMessageException("data is no object");
        }
        return new Comm(
                kind, text(content, "comm_id"), target, data.isObject() ? data.toString() : "{}");
    }

    private static Execute execute(ObjectNode content) throws MalformedMessageException {
        boolean silent = flag(content, "silent", false);
        return new Execute(
                text(content, "code"),
                silent,
                !silent && flag(content, "store_history", true),
                expressions(content),
                // The protocol's description says true, the reference kernel takes false: a client
                // that says nothing has no stdin handler to be counted on.
                flag(content, "allow_stdin", false),
                flag(content, "stop_on_error", true));
    }

    private static Map<String, String> expressions(ObjectNode content)
            throws MalformedMessageException {
        var expressions = new LinkedHashMap<String, String>();
        if (content.hasNonNull("user_expressions")) {
            if (!(content.get("user_expressions") instanceof ObjectNode object)) {
                throw new MalformedMessageException("user_expressions is no object");
            }
            for (var entry : object.properties()) {
                expressions.put(entry.getKey(), text(object, entry.getKey()));
            }
        }
        return expressions;
    }

    private static History history(ObjectNode content) throws MalformedMessageException {
        var type = text(content, "hist_access_type");
        var access =
                switch (type) {
                    case "tail" -> new History.Access.Tail(number(content, "n", 0));
                    case "range" ->
                            new History.Access.Range(
                                    number(content, "session", 0),
                                    number(content, "start", 0),
                                    number(content, "stop", Integer.MAX_VALUE));
                    case "search" ->
                            new History.Access.Search(
                                    content.path("pattern").stringValue("*"),
                                    number(content, "n", Integer.MAX_VALUE),
                                    flag(content, "unique", false));
                    default ->
                            throw new MalformedMessageException(
                                    "hist_access_type is none of tail, range, search");
                };
        return new History(flag(content, "output", false), access);
    }

    /** The protocol counts code points, Java counts chars; a cursor outside is moved to the end. */
    private static int cursor(ObjectNode content, String code) throws MalformedMessageException {
        int codePoints = number(content, "cursor_pos", Integer.MAX_VALUE);
        if (codePoints < 0 || codePoints > code.codePointCount(0, code.length())) {
            return code.length();
        }
        return code.offsetByCodePoints(0, codePoints);
    }

    private static String text(ObjectNode content, String name) throws MalformedMessageException {
        var value = content.path(name);
        if (!value.isString()) {
            throw new MalformedMessageException(name + " is no text");
        }
        return value.stringValue();
    }

    private static boolean flag(ObjectNode content, String name, boolean otherwise)
            throws MalformedMessageException {
        var value = content.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new MalformedMessageException(name + " is neither true nor false");
        }
        return value.booleanValue();
    }

    private static int number(ObjectNode content, String name, int otherwise)
            throws MalformedMessageException {
        var value = content.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new MalformedMessageException(name + " is no whole number in range");
        }
        return value.intValue();
    }
}
