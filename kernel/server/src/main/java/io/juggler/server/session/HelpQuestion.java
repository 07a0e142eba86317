package io.juggler.server.session;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cell that asks what something is instead of running: {@code String?}, {@code list.add??},
 * {@code %time?}. No Java ends in a question mark.
 *
 * @param name what it asks about
 * @param detail 0 for one question mark, 1 for two
 */
record HelpQuestion(String name, int detail) {
    private static final Pattern FORM =
            Pattern.compile("\\s*(%{1,2}\\w+|[^\\s%?][^\\n]*?)\\s*(\\?{1,2})\\s*");
    private static final Pattern COMMENT = Pattern.compile("//|/\\*");

    /** The question that a cell is; empty where it is something to run. */
    static Optional<HelpQuestion> in(String code) {
        var matcher = FORM.matcher(code);
        return matcher.matches() && !COMMENT.matcher(code).find()
                ? Optional.of(new HelpQuestion(matcher.group(1), matcher.group(2).length() - 1))
                : Optional.empty();
    }
}
