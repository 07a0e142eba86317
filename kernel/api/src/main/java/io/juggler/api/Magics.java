package io.juggler.api;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Calls magics from code, and defines them.
 *
 * <pre>{@code
 * Magics.define("shout", "prints its arguments in capitals",
 *         (arguments, body) -> String.join(" ", arguments).toUpperCase());
 * }</pre>
 */
public final class Magics {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    private Magics() {}

    /**
     * Calls a line magic: what {@code %name arguments} does inside of code.
     *
     * @param <T> what the caller takes its value for
     * @throws MagicException where there is none of that name
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // IJava's form, which notebooks rely on
    public static <T> T line(String name, String... arguments) {
        return call(name, List.of(arguments), null);
    }

    /**
     * Calls a cell magic.
     *
     * @param <T> what the caller takes its value for
     * @throws MagicException where there is none of that name
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <T> T cell(String name, String body, String... arguments) {
        return call(name, List.of(arguments), Objects.requireNonNull(body, "body"));
    }

    /**
     * Makes a magic known under its name, from the next line of magics on. One that had the name
     * before is replaced, also where it is the kernel's.
     *
     * @throws IllegalArgumentException where its name is none
     */
    public static void define(Magic magic) {
        if (!NAME.matcher(magic.name()).matches()) {
            throw new IllegalArgumentException("no name for a magic: '" + magic.name() + "'");
        }
        Display.frontEnd().defineMagic(magic);
    }

    /** Makes a magic known; see {@link #define(Magic)}. */
    public static void define(String name, String summary, Body body) {
        define(new Named(name, summary, body));
    }

    /** What a magic does; see {@link Magic#run}. */
    @FunctionalInterface
    public interface Body {
        /** Runs it. */
        Object run(List<String> arguments, String body) throws Exception;
    }

    private record Named(String name, String summary, Body body) implements Magic {
        @Override
        public Object run(List<String> arguments, String text) throws Exception {
            return body.run(arguments, text);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T call(String name, List<String> arguments, String body) {
        try {
            return (T) Display.frontEnd().magic(name, arguments, body);
        } catch (Exception e) {
            throw Magics.<RuntimeException>asIs(e);
        }
    }

    /** Throws it although it is checked: a cell's line needs no try block for its magics. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> E asIs(Exception thrown) throws E {
        throw (E) thrown;
    }
}
