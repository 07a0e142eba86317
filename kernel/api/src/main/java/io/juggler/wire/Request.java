package io.juggler.wire;

import java.util.List;

/**
 * Server to worker, on the evaluation lane. Each but {@link Begin} and {@link End} gets one {@link
 * Reply}.
 */
public sealed interface Request extends Frame {

    /**
     * A request of a cell that runs beside the others, on the lane for those. Its reply is a {@link
     * Reply.Aside}.
     *
     * @param request one of {@link Begin}, {@link Load}, {@link Invoke}, {@link Run}, {@link End}
     */
    record Aside(int cell, Request request) implements Request {
        public Aside {
            switch (request) {
                case Begin _, Load _, Invoke _, Run _, End _ -> {}
                default -> throw new IllegalArgumentException("not a cell's own: " + request);
            }
        }
    }

    /** What follows belongs to this cell, until {@link End}. No reply. */
    record Begin(int cell, String title) implements Request {}

    /** Defines classes. Reply: {@link Reply.Done} or {@link Reply.Threw}. */
    record Load(List<ClassBytes> classes) implements Request {
        public Load {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Calls a static method. Reply: {@link Reply.Returned}, {@link Reply.Threw} or {@link
     * Reply.Interrupted}.
     */
    record Invoke(String className, String methodName, boolean render) implements Request {}

    /**
     * {@link Begin}, {@link Load}, {@link Invoke} and {@link End} in one; what does not load is not
     * invoked. One reply, as {@link Invoke}'s; and the mark, as {@link End}'s.
     */
    record Run(Begin begin, Load load, Invoke invoke) implements Request {}

    /** Renders a static field as text. Reply: {@link Reply.Text} or {@link Reply.Threw}. */
    record Variable(String className, String fieldName) implements Request {}

    /** Adds entries to the class path. Reply: {@link Reply.Done} or {@link Reply.Threw}. */
    record AddToClassPath(List<String> entries) implements Request {
        public AddToClassPath {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Lets go of packages of cells' classes, so that they can be collected. Reply: {@link
     * Reply.Done}.
     */
    record Forget(List<String> packages) implements Request {
        public Forget {
            packages = List.copyOf(packages);
        }
    }

    /**
     * The cell is over. No reply here; {@link OutputFrame.Mark} on the output lane, behind the
     * cell's output.
     */
    record End(int cell) implements Request {}
}
