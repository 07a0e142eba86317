package io.juggler.server.engine.whole;

import java.util.List;
import java.util.Set;

/**
 * One top-level piece of a cell. Offsets are the cell's; {@code end} is behind the piece's own
 * semicolon, where it has one.
 */
sealed interface Piece {

    int start();

    int end();

    /** Every identifier in it, whatever it stands for. */
    Set<String> words();

    /**
     * An import.
     *
     * @param text without its semicolon, blanks made single: {@code import static
     *     java.lang.Math.abs}
     */
    record Import(int start, int end, Set<String> words, String text) implements Piece {}

    /**
     * A variable's declaration; several where there are commas.
     *
     * @param kept modifiers and annotations that mean something at the top level
     * @param type where its type stands
     */
    record Variables(
            int start,
            int end,
            Set<String> words,
            List<Span> kept,
            Span type,
            List<Declarator> declarators)
            implements Piece {
        boolean inferred(String source) {
            return type.of(source).equals("var");
        }
    }

    /**
     * One name in a variable's declaration.
     *
     * @param dimensions what stands between the name and the initialiser, {@code []} or nothing
     * @param initialiser behind the {@code =}, or null
     */
    record Declarator(String name, Span nameAt, Span dimensions, Span initialiser) {}

    /**
     * A method.
     *
     * @param kept modifiers and annotations that mean something at the top level
     * @param declaration from its type parameters or its result type to the end
     * @param parameters the parameters' types as they are written, without names
     * @param body with its braces, or null
     */
    record Method(
            int start,
            int end,
            Set<String> words,
            List<Span> kept,
            Span declaration,
            String name,
            String parameters,
            Span body)
            implements Piece {}

    /** A class, record, enum, interface or annotation. */
    record Type(
            int start, int end, Set<String> words, List<Span> kept, Span declaration, String name)
            implements Piece {}

    /**
     * A statement.
     *
     * @param keyword the word that it starts with, or the empty string
     */
    record Statement(int start, int end, Set<String> words, String keyword) implements HasText {
        @Override
        public Span text() {
            return new Span(start, end);
        }
    }

    /**
     * An expression.
     *
     * @param text where it stands, without semicolon
     * @param form what kind of expression it is, as far as that shows
     */
    record Expression(int start, int end, Set<String> words, Span text, Form form)
            implements HasText {}

    /** What runs and may be the cell's value. */
    sealed interface HasText extends Piece {
        /** Where it stands, without an expression's semicolon. */
        Span text();
    }

    /** What can be seen of an expression without knowing any type. */
    enum Form {
        /** {@code name = value}, or a call that is void: there is no value to show. */
        ASSIGNMENT,
        /**
         * May stand as a statement and certainly has a value: {@code i++}, {@code a[0] = 1}, {@code
         * new A()}.
         */
        EFFECT,
        /** May stand as a statement and may be void. */
        CALL,
        /** Cannot stand as a statement. */
        VALUE
    }

    /** A lone semicolon. */
    record Empty(int start, int end, Set<String> words) implements Piece {}

    /** From {@code start} to before {@code end}. */
    record Span(int start, int end) {
        String of(String source) {
            return source.substring(start, end);
        }
    }
}
