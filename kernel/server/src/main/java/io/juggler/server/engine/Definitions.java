package io.juggler.server.engine;

import io.juggler.server.worker.WorkerLaunch;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What cells have defined, for magics that list it or begin anew. Called between cells, by the
 * thread that executes them.
 */
public interface Definitions {

    /** All of it, imports first, otherwise in the order in which it was defined. */
    List<Known> known();

    /**
     * A variable's value as text.
     *
     * @return empty where there is no such variable
     */
    Optional<String> value(String variable);

    /**
     * Forgets a name.
     *
     * @return whether there was one
     */
    boolean drop(String name);

    /** The class file of a type that a cell defined. */
    Optional<byte[]> classFile(String type);

    /**
     * Starts the process that runs the cells anew.
     *
     * @param cell what the start belongs to
     * @param keep whether imports, methods and types come back
     * @param change how the process is started from now on
     * @return what came back, for the user
     */
    String restart(Cell cell, boolean keep, UnaryOperator<WorkerLaunch> change);

    /** Whether cells are compiled with preview features from now on. */
    void preview(boolean on);

    /** What a name is. */
    enum Kind {
        IMPORT,
        VARIABLE,
        METHOD,
        TYPE
    }

    /**
     * @param name empty for an import
     * @param declaration in one line, without a value or a body
     * @param cell the title of the cell that defined it; empty for an import
     * @param source all of it, with the line numbers of its cell
     */
    record Known(Kind kind, String name, String declaration, String cell, String source) {}
}
