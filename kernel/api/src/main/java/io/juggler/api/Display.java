package io.juggler.api;

import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.function.Function;

/**
 * Shows things under the cell that calls it, while it runs.
 *
 * <pre>{@code
 * String id = Display.display("0 of 5");
 * Display.update(id, "5 of 5");
 * }</pre>
 */
public final class Display {

    private Display() {}

    /**
     * Shows a value, in its richest form.
     *
     * @return an id for {@link #update}
     */
    public static String display(Object value) {
        var id = UUID.randomUUID().toString();
        frontEnd().display(frontEnd().render(value), id);
        return id;
    }

    /** Replaces what {@link #display} showed. */
    public static void update(String id, Object value) {
        frontEnd().updateDisplay(frontEnd().render(value), id);
    }

    /**
     * Shows a value, in its richest form.
     *
     * @return by which it can be shown again, changed
     */
    public static Handle show(Object value) {
        return new Handle(display(value));
    }

    /**
     * Something that is shown.
     *
     * @param id as {@link #update(String, Object)} takes it
     */
    public record Handle(String id) {
        /** Shows another value in its place. */
        public Handle update(Object value) {
            Display.update(id, value);
            return this;
        }
    }

    /**
     * Clears what the cell has shown and printed.
     *
     * @param wait whether to wait with it until something new is shown, which flickers less
     */
    public static void clearOutput(boolean wait) {
        frontEnd().clearOutput(wait);
    }

    /**
     * Says how values of a type are shown from now on, as long as this process lives; the last word
     * on a type wins, also over renderers of the class path for it.
     *
     * <pre>{@code
     * Display.register(new Renderer<Ball>() {
     *     public Class<Ball> type() { return Ball.class; }
     *     public MimeBundle render(Ball ball) { return Markup.html("<b>" + ball.name() + "</b>"); }
     * });
     * }</pre>
     */
    public static void register(Renderer<?> renderer) {
        Objects.requireNonNull(renderer.type(), "the renderer's type");
        frontEnd().addRenderer(renderer);
    }

    /** Says how values of a type are shown; see {@link #register(Renderer)}. */
    public static <T> void register(Class<T> type, Function<? super T, MimeBundle> how) {
        register(new Registered<>(type, how));
    }

    private record Registered<T>(Class<T> type, Function<? super T, MimeBundle> how)
            implements Renderer<T> {
        @Override
        public MimeBundle render(T value) {
            return how.apply(value);
        }
    }

    /** Every form of a value, text/plain always among them. */
    public static MimeBundle render(Object value) {
        return frontEnd().render(value);
    }

    /**
     * Whether there is a front end: whether this code runs in a cell, and not in a plain {@code
     * main}.
     */
    public static boolean isAvailable() {
        return Connection.FRONT_END.map(FrontEnd::isConnected).orElse(false);
    }

    /**
     * The running kernel's front end.
     *
     * @throws IllegalStateException where the code does not run in a Juggler kernel
     */
    public static FrontEnd frontEnd() {
        return Connection.FRONT_END.orElseThrow(
                () ->
                        new IllegalStateException(
                                "no front end here: this code does not run in a Juggler kernel"));
    }

    /** The front end of this JVM, looked up once. */
    private static final class Connection {
        static final Optional<FrontEnd> FRONT_END =
                ServiceLoader.load(FrontEnd.class, FrontEnd.class.getClassLoader()).findFirst();
    }
}
