package io.juggler.server.engine.whole;

import io.juggler.server.engine.Outcome;

import java.util.Arrays;

/** What a cell answers, as a line of text that two engines can be compared by. */
final class Answer {
    static final String NOTHING = "-";
    static final String NO_COMPILE = "does not compile";
    static final String UNRESOLVED = "something is missing";

    private Answer() {}

    static String value(Object value) {
        return text(
                value instanceof Object[] all ? Arrays.deepToString(all) : String.valueOf(value));
    }

    static String text(String rendered) {
        return "value " + neutral(rendered);
    }

    static String thrown(String type, String message) {
        return "throws " + neutral(type + ": " + message);
    }

    static String of(Outcome outcome, Object value) {
        return switch (outcome) {
            case Outcome.Empty() -> NOTHING;
            case Outcome.Value(var bundle) ->
                    value == null ? text(bundle.plainText()) : value(value);
            case Outcome.CompileError error -> NO_COMPILE;
            case Outcome.Thrown(var thrown) ->
                    thrown.type().equals("java.lang.IllegalStateException")
                                    && thrown.message() != null
                                    && thrown.message().contains("cannot be called")
                            ? UNRESOLVED
                            : thrown(thrown.type(), thrown.message());
            case Outcome.Interrupted interrupted -> "interrupted";
            case Outcome.WorkerDied died -> "worker died";
        };
    }

    /** The same for both: no class of ours or of JShell's, no hash codes. */
    static String neutral(String text) {
        return text.replaceAll("REPL\\.\\$JShell\\$\\w+?\\$(?=[A-Za-z_])", "")
                .replaceAll("notebook\\.Cell\\d+\\$(?=[A-Za-z_])", "")
                .replaceAll("\"cell\\.(\\w+)\"|\"REPL\\.\\$JShell\\$\\w+\\.(\\w+)\"", "\"$1$2\"")
                .replaceAll("(REPL\\.\\$JShell\\$|notebook\\.Cell)\\w*", "cell")
                .replaceAll("\\$\\$Lambda/0x[0-9a-f]+", "Lambda")
                .replaceAll("@[0-9a-f]+\\b", "@")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
