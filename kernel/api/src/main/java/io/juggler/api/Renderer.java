package io.juggler.api;

/**
 * Says how values of one type are shown. Registered in {@code
 * META-INF/services/io.juggler.api.Renderer}; of several that fit a value, the one for the most
 * specific type is used.
 *
 * @param <T> the values' type, subtypes included
 */
public interface Renderer<T> {

    /** The type whose values this shows. */
    Class<T> type();

    /**
     * Shows one value. What this throws is shown to the user in place of the value, beside its
     * {@code toString()}.
     *
     * @param value never null
     */
    MimeBundle render(T value) throws Exception;
}
