package io.juggler.server.engine.whole;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is compiled into one class: a cell, or a part of one that defines no name twice.
 *
 * @param title how the cell is called
 * @param cell the cell's whole text
 * @param simpleName the class's name, in the cells' package
 */
record Unit(String title, String cell, String simpleName, List<Piece> pieces) {
    private static final Pattern NUMBER = Pattern.compile("cell \\[(\\d{1,9})]");

    Unit {
        pieces = List.copyOf(pieces);
    }

    /** The same without one of its pieces. */
    Unit without(Piece piece) {
        return new Unit(
                title,
                cell,
                simpleName,
                pieces.stream().filter(each -> each.start() != piece.start()).toList());
    }

    /** Whether an import of it brings a name. */
    boolean imports(String name) {
        return pieces.stream()
                .anyMatch(
                        piece ->
                                piece instanceof Piece.Import each
                                        && each.text().endsWith("." + name));
    }

    /** Whether something of it that runs may return before its end. */
    boolean returns() {
        return pieces.stream()
                .anyMatch(
                        piece ->
                                piece instanceof Piece.Statement
                                        && piece.words().contains("return"));
    }

    /** The cell's number, or 0 where it has none. */
    int number() {
        var number = NUMBER.matcher(title);
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }

    boolean hasMethods() {
        return pieces.stream().anyMatch(Piece.Method.class::isInstance);
    }

    /** Whether something of it that runs mentions a name. */
    boolean runs(String name) {
        return pieces.stream()
                .anyMatch(
                        piece ->
                                !(piece instanceof Piece.Method)
                                        && !(piece instanceof Piece.Type)
                                        && !(piece instanceof Piece.Import)
                                        && piece.words().contains(name));
    }

    String className() {
        return CellClasses.PACKAGE + "." + simpleName;
    }

    String internalName() {
        return CellClasses.PACKAGE + "/" + simpleName;
    }

    /** The last piece, or null. */
    Piece last() {
        return pieces.isEmpty() ? null : pieces.getLast();
    }

    /** Whether a piece of it is the last one. */
    boolean endsWith(Piece piece) {
        return piece.start() == pieces.getLast().start();
    }

    /** Every identifier in it. */
    Set<String> words() {
        var words = new LinkedHashSet<String>();
        pieces.forEach(piece -> words.addAll(piece.words()));
        return words;
    }

    boolean defines(String name, Class<? extends Piece> kind) {
        return pieces.stream()
                .filter(kind::isInstance)
                .anyMatch(
                        piece ->
                                switch (piece) {
                                    case Piece.Type type -> type.name().equals(name);
                                    case Piece.Method method -> method.name().equals(name);
                                    case Piece.Variables variables ->
                                            variables.declarators().stream()
                                                    .anyMatch(each -> each.name().equals(name));
                                    default -> false;
                                });
    }
}
