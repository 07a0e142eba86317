package io.juggler.server.notebook;

import java.util.regex.Pattern;

/** Colours Java: comments, strings, numbers, keywords, annotations; enough to read by. */
final class JavaHtml {
    private static final Pattern TOKEN =
            Pattern.compile(
                    """
                    (?<comment>//[^\\n]*|/\\*.*?(?:\\*/|$))\
                    |(?<string>\"{3}.*?(?:(?<!\\\\)\"{3}|$)|"(?:\\\\.|[^"\\\\\\n])*"?\
                    |'(?:\\\\.|[^'\\\\\\n])+')\
                    |(?<annotation>@(?!interface)[\\w.]+)\
                    |(?<number>\\b(?:0[xX][\\da-fA-F_]+|0[bB][01_]+\
                    |\\d[\\d_]*\\.?[\\d_]*(?:[eE][+-]?\\d+)?)[lLfFdD]?\\b)\
                    |(?<keyword>\\b(?:abstract|assert|boolean|break|byte|case|catch|char|class\
                    |continue|default|do|double|else|enum|extends|final|finally|float|for|if\
                    |implements|import|instanceof|int|interface|long|module|native|new|package\
                    |permits|private|protected|public|record|return|sealed|short|static|super\
                    |switch|synchronized|this|throw|throws|transient|try|var|void|volatile|when\
                    |while|yield|true|false|null)\\b)\
                    """,
                    Pattern.DOTALL);

    private JavaHtml() {}

    static String highlight(String source) {
        var html = new StringBuilder();
        var token = TOKEN.matcher(source);
        int from = 0;
        while (token.find()) {
            html.append(Html.escape(source.substring(from, token.start())));
            from = token.end();
            var kind =
                    token.namedGroups().keySet().stream()
                            .filter(name -> token.group(name) != null)
                            .findFirst()
                            .orElseThrow();
            html.append("<span class=\"%s\">".formatted(kind))
                    .append(Html.escape(token.group()))
                    .append("</span>");
        }
        return html.append(Html.escape(source.substring(from))).toString();
    }
}
