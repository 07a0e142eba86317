package io.juggler.server.engine.whole;

import io.juggler.server.engine.DefaultImports;
import io.juggler.server.engine.Outcome.Problem;
import io.juggler.server.engine.whole.Definition.Variable;
import io.juggler.server.engine.whole.UnitCompiler.Complaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Adds to a compile error what the notebook knows about it: who hides a name, what still waits,
 * what is of an old type.
 */
final class Hints {
    private final Names names;
    private final DefaultImports defaults;

    Hints(Names names, DefaultImports defaults) {
        this.names = names;
        this.defaults = defaults;
    }

    List<Problem> problems(List<Complaint> complaints) {
        var problems = new ArrayList<Problem>();
        for (var problem : Complaints.problems(complaints)) {
            // Complaints that came out as the same problem have the same hint.
            var hint =
                    complaints.stream()
                            .filter(
                                    each ->
                                            problem.equals(
                                                    Complaints.problems(List.of(each)).getFirst()))
                            .map(this::hint)
                            .flatMap(Optional::stream)
                            .findFirst();
            problems.add(
                    hint.map(
                                    text ->
                                            new Problem(
                                                    problem.message() + "\n" + text,
                                                    problem.line(),
                                                    problem.column(),
                                                    problem.length()))
                            .orElse(problem));
        }
        return problems;
    }

    private Optional<String> hint(Complaint complaint) {
        return Stream.of(
                        hiddenLab(complaint),
                        voidTask(complaint),
                        waiting(complaint),
                        oldType(complaint))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> hiddenLab(Complaint complaint) {
        if (!complaint.code().contains("cant.apply")
                && !complaint.code().contains("prob.found.req")) {
            return Optional.empty();
        }
        return wordsAt(complaint)
                .filter(word -> defaults.labMethods().contains(word))
                .flatMap(
                        word ->
                                definedIn(complaint, word)
                                        .flatMap(title -> defaults.hiddenLabMethod(word, title))
                                        .stream())
                .findFirst();
    }

    private Optional<String> definedIn(Complaint complaint, String method) {
        if (complaint.unit().defines(method, Piece.Method.class)) {
            return Optional.of(complaint.unit().title());
        }
        return names.methods(method).stream().findFirst().map(each -> each.origin().title());
    }

    private Optional<String> voidTask(Complaint complaint) {
        var message = complaint.message();
        if (!message.contains("void") && !message.contains("missing return value")) {
            return Optional.empty();
        }
        Predicate<String> isTask =
                word -> defaults.voidTask(word).isPresent() && definedIn(complaint, word).isEmpty();
        return wordsAt(complaint).filter(isTask).findFirst().flatMap(defaults::voidTask);
    }

    private Optional<String> waiting(Complaint complaint) {
        if (!Complaints.isUnresolved(complaint)) {
            return Optional.empty();
        }
        var symbol = Complaints.symbol(complaint);
        return names.pending().stream()
                .filter(
                        each ->
                                symbol.matches(
                                        "(class|variable|method|interface) "
                                                + each.name()
                                                + "\\b.*"))
                .findFirst()
                .map(
                        each ->
                                each.name()
                                        + " was declared in "
                                        + each.origin().title()
                                        + ", but "
                                        + each.missing());
    }

    /** A variable that still holds what an earlier definition of its type made. */
    private Optional<String> oldType(Complaint complaint) {
        if (!complaint.code().startsWith("compiler.err.prob.found.req")
                && !complaint.code().contains("cant.apply")
                && !Complaints.isUnresolved(complaint)) {
            return Optional.empty();
        }
        return pieceAt(complaint)
                .flatMap(
                        piece ->
                                piece.words().stream()
                                        .map(names::variable)
                                        .filter(variable -> variable != null)
                                        .flatMap(
                                                variable ->
                                                        replacedType(variable).stream()
                                                                .map(
                                                                        type ->
                                                                                variable.name()
                                                                                        + " is still"
                                                                                        + " of the"
                                                                                        + " type "
                                                                                        + type
                                                                                                .name()
                                                                                        + " that"
                                                                                        + " was replaced"
                                                                                        + " in "
                                                                                        + type.origin()
                                                                                                .title()
                                                                                        + ": run"
                                                                                        + " its declaration"
                                                                                        + " ("
                                                                                        + variable.origin()
                                                                                                .title()
                                                                                        + ") again"))
                                        .findFirst());
    }

    private Optional<Definition.Type> replacedType(Variable variable) {
        return variable.origin().words().stream()
                .map(names::type)
                .filter(type -> type != null)
                .filter(
                        type ->
                                (variable.descriptor() + variable.signature())
                                        .contains("$" + type.name() + ";"))
                .filter(
                        type ->
                                !(variable.descriptor() + variable.signature())
                                        .contains("L" + type.seen().replace('.', '/') + ";"))
                .findFirst();
    }

    private static Optional<Piece> pieceAt(Complaint complaint) {
        return complaint.unit().pieces().stream()
                .filter(piece -> complaint.inside(complaint.unit(), piece))
                .findFirst();
    }

    /** The words of the piece that a complaint is about. */
    private static Stream<String> wordsAt(Complaint complaint) {
        return pieceAt(complaint).map(Piece::words).stream().flatMap(words -> words.stream());
    }
}
