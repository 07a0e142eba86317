package io.juggler.server.engine.whole;

import io.juggler.server.engine.whole.Lexer.Kind;
import io.juggler.server.engine.whole.Lexer.Tokens;
import io.juggler.server.engine.whole.Piece.Form;

/** Tells from an expression's tokens what may be done with it. */
final class ExpressionForms {
    private final Tokens tokens;
    private final TypeScanner types;

    ExpressionForms(Tokens tokens, TypeScanner types) {
        this.tokens = tokens;
        this.types = types;
    }

    /** What the tokens before {@code behind} show of an expression. */
    Form of(int first, int behind) {
        if (tokens.isWord(first) && tokens.is(first + 1, "=")) {
            return Form.ASSIGNMENT;
        }
        if (tokens.is(first, "++")
                || tokens.is(first, "--")
                || tokens.is(behind - 1, "++")
                || tokens.is(behind - 1, "--")) {
            return Form.EFFECT;
        }
        boolean call = tokens.is(behind - 1, ")");
        for (int i = first; i < behind; i++) {
            var token = tokens.get(i);
            if (token.kind() == Kind.OPERATOR) {
                if (tokens.is(i, "->")) {
                    return Form.VALUE;
                }
                if (isAssignment(i)) {
                    return Form.EFFECT;
                }
                if (partner(i) > i) {
                    // A cast: something follows its parenthesis at once.
                    boolean cast =
                            tokens.is(i, "(")
                                    && partner(i) + 1 < behind
                                    && !isOperatorBehind(partner(i) + 1);
                    call &= !cast;
                    i = partner(i);
                } else if (tokens.is(i, "<")
                        && types.argumentsEnd(i) > 0
                        && types.looksLikeArguments(i)) {
                    i = types.argumentsEnd(i) - 1;
                } else if (!tokens.is(i, ".")) {
                    call = false;
                }
            } else if (tokens.is(i, "instanceof")) {
                call = false;
            }
        }
        if (tokens.is(first, "new")) {
            return tokens.is(behind - 1, "]") || types.isArrayCreation(first)
                    ? Form.VALUE
                    : call ? Form.CALL : Form.EFFECT;
        }
        boolean named = call && tokens.isWord(partner(behind - 1) - 1);
        if (named && isPrinting(first, behind)) {
            return Form.ASSIGNMENT;
        }
        return named ? Form.CALL : Form.VALUE;
    }

    /** The most frequent of calls that are void: that need not be found out by compiling. */
    private boolean isPrinting(int first, int behind) {
        return tokens.is(first, "System")
                && (tokens.is(first + 2, "out") || tokens.is(first + 2, "err"))
                && (tokens.is(first + 4, "println") || tokens.is(first + 4, "print"))
                && tokens.is(first + 5, "(")
                && partner(first + 5) == behind - 1;
    }

    private boolean isOperatorBehind(int i) {
        return tokens.get(i).kind() == Kind.OPERATOR
                && !tokens.is(i, "(")
                && !tokens.is(i, "!")
                && !tokens.is(i, "~");
    }

    private boolean isAssignment(int i) {
        var text = tokens.get(i).text();
        if (text.equals("=") || text.equals("<<=")) {
            return true;
        }
        if (text.equals(">=")) {
            return tokens.is(i - 1, ">") && tokens.get(i - 1).end() == start(i);
        }
        return text.length() == 2
                && text.charAt(1) == '='
                && "+-*/&|^%".indexOf(text.charAt(0)) >= 0;
    }

    private int partner(int i) {
        return tokens.partner()[i];
    }

    private int start(int i) {
        return tokens.get(i).start();
    }
}
