package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Lexer.Kind;
import io.juggler.server.engine.whole.Lexer.Tokens;

import java.util.Set;
import java.util.StringJoiner;

/**
 * Finds where types, annotations, initialisers and statements end. Positions are indices of tokens;
 * -1 says "not one".
 */
final class TypeScanner {
    private static final Set<String> NO_TYPE =
            Set.of(
                    "new",
                    "return",
                    "throw",
                    "assert",
                    "instanceof",
                    "else",
                    "this",
                    "super",
                    "case",
                    "import",
                    "class");

    /** What may stand behind type arguments in an expression, but not behind {@code a > b}. */
    private static final Set<String> BEHIND_ARGUMENTS = Set.of("(", "::", ".", "[", "{");

    private final Tokens tokens;

    TypeScanner(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Behind the type that starts there. */
    int typeEnd(int from) {
        int i = from;
        while (true) {
            while (tokens.is(i, "@")) {
                i = annotationEnd(i);
            }
            if (!tokens.isWord(i) || NO_TYPE.contains(tokens.get(i).text())) {
                return -1;
            }
            i++;
            if (tokens.is(i, "<")) {
                i = argumentsEnd(i);
                if (i < 0) {
                    return -1;
                }
            }
            if (!tokens.is(i, ".")) {
                break;
            }
            i++;
        }
        while (true) {
            int j = i;
            while (tokens.is(j, "@")) {
                j = annotationEnd(j);
            }
            if (!tokens.is(j, "[") || !tokens.is(j + 1, "]")) {
                return i;
            }
            i = j + 2;
        }
    }

    /** Behind the type arguments or parameters that open there. */
    int argumentsEnd(int from) {
        int i = from + 1;
        if (tokens.is(i, ">")) {
            return i + 1;
        }
        while (i < tokens.size()) {
            while (tokens.is(i, "@")) {
                i = annotationEnd(i);
            }
            if (tokens.is(i, "?")) {
                i++;
            } else {
                i = typeEnd(i);
            }
            while (i > 0
                    && (tokens.is(i, "extends") || tokens.is(i, "super") || tokens.is(i, "&"))) {
                i = typeEnd(i + 1);
            }
            if (i < 0) {
                return -1;
            }
            if (tokens.is(i, ">")) {
                return i + 1;
            }
            if (!tokens.is(i, ",")) {
                return -1;
            }
            i++;
        }
        return -1;
    }

    /** Whether a {@code <} in an expression opens type arguments. */
    boolean looksLikeArguments(int from) {
        int behind = argumentsEnd(from);
        return behind > 0
                && behind < tokens.size()
                && (BEHIND_ARGUMENTS.contains(tokens.get(behind).text())
                        || tokens.is(from - 1, "."));
    }

    int annotationEnd(int from) {
        int i = from + 2;
        while (tokens.is(i, ".") && tokens.isWord(i + 1)) {
            i += 2;
        }
        return tokens.is(i, "(") ? tokens.partner()[i] + 1 : Math.min(i, tokens.size());
    }

    /** The comma or semicolon behind the initialiser that starts there, or the number of tokens. */
    int initialiserEnd(int from) {
        int i = from;
        while (i < tokens.size() && !tokens.is(i, ",") && !tokens.is(i, ";")) {
            if (tokens.partner()[i] > i) {
                i = tokens.partner()[i] + 1;
            } else if (tokens.is(i, "<") && looksLikeArguments(i)) {
                i = argumentsEnd(i);
            } else if (tokens.is(i, "instanceof") && typeEnd(i + 1) > 0) {
                i = typeEnd(i + 1);
            } else {
                i++;
            }
        }
        return i;
    }

    /** Whether {@code new} there makes an array. */
    boolean isArrayCreation(int from) {
        int i = from + 1;
        while (tokens.isWord(i) || tokens.is(i, ".")) {
            i++;
        }
        if (tokens.is(i, "<")) {
            i = argumentsEnd(i);
        }
        return tokens.is(i, "[");
    }

    /** The types of the parameters that open there, as they are written. */
    String parameterTypes(int parenthesis) {
        int close = tokens.partner()[parenthesis];
        var all = new StringJoiner(",");
        int i = parenthesis + 1;
        while (i < close) {
            int end = i;
            while (end < close && !tokens.is(end, ",")) {
                end =
                        tokens.is(end, "<") && argumentsEnd(end) > 0
                                ? argumentsEnd(end)
                                : tokens.partner()[end] > end ? tokens.partner()[end] + 1 : end + 1;
            }
            all.add(parameterType(i, Math.min(end, close)));
            i = end + 1;
        }
        return all.toString();
    }

    private String parameterType(int from, int to) {
        int i = from;
        while (tokens.is(i, "final") || tokens.is(i, "@")) {
            i = tokens.is(i, "@") ? annotationEnd(i) : i + 1;
        }
        var text = new StringBuilder();
        int name = i < to ? typeEnd(i) : -1;
        for (int j = i; j < to; j++) {
            boolean isName =
                    name > 0
                            && tokens.isWord(j)
                            && (j == name || (j == name + 1 && tokens.is(name, "...")));
            if (!isName) {
                text.append(tokens.get(j).text());
            }
            if (tokens.is(j, "<") && argumentsEnd(j) > 0) {
                // Type arguments do not make another signature.
                text.setLength(text.length() - 1);
                j = argumentsEnd(j) - 1;
            }
        }
        return text.toString().replace("...", "[]");
    }

    /** Behind the statement that starts there; the number of tokens where it is not finished. */
    int statementEnd(int from) {
        int i = from;
        if (i >= tokens.size()) {
            return tokens.size();
        }
        if (tokens.is(i, "{")) {
            return tokens.partner()[i] + 1;
        }
        if (tokens.isWord(i) && tokens.is(i + 1, ":")) {
            return statementEnd(i + 2);
        }
        return switch (tokens.get(i).kind() == Kind.WORD ? tokens.get(i).text() : "") {
            case "if" -> {
                int then = statementEnd(behindParentheses(i + 1));
                yield tokens.is(then, "else") ? statementEnd(then + 1) : then;
            }
            case "for", "while" -> statementEnd(behindParentheses(i + 1));
            case "do" -> {
                int loop = statementEnd(i + 1);
                yield tokens.is(loop, "while") ? behindSemicolon(loop) : loop;
            }
            case "switch", "synchronized" ->
                    tokens.is(i + 1, "(")
                            ? behindBlock(behindParentheses(i + 1))
                            : behindSemicolon(i);
            case "try" -> tryEnd(i + 1);
            case "static" -> behindBlock(i + 1);
            default -> behindSemicolon(i);
        };
    }

    private int tryEnd(int from) {
        int i = behindBlock(behindParentheses(from));
        while (tokens.is(i, "catch")) {
            i = behindBlock(behindParentheses(i + 1));
        }
        return tokens.is(i, "finally") ? behindBlock(i + 1) : i;
    }

    private int behindParentheses(int i) {
        return tokens.is(i, "(") ? tokens.partner()[i] + 1 : i;
    }

    private int behindBlock(int i) {
        return tokens.is(i, "{") ? tokens.partner()[i] + 1 : i;
    }

    private int behindSemicolon(int from) {
        int i = from;
        while (i < tokens.size() && !tokens.is(i, ";")) {
            i = tokens.partner()[i] > i ? tokens.partner()[i] + 1 : i + 1;
        }
        return Math.min(i + 1, tokens.size());
    }
}
