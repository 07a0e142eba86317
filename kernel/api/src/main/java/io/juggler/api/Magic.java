package io.juggler.api;

import java.util.List;

/**
 * A command that a cell gives with {@code %name arguments}, or {@code %%name arguments} with the
 * rest of the cell as its body. A library registers its own in {@code
 * META-INF/services/io.juggler.api.Magic}; a cell with {@link Magics#define}.
 */
public interface Magic {

    /** How it is called, without the percent sign: letters, digits and underscores. */
    String name();

    /** What it is good for, in one line, for {@code %lsmagic}. */
    default String summary() {
        return "";
    }

    /**
     * Runs it, on the cell's thread.
     *
     * @param arguments what stands behind the name, split at blanks; double quotes keep a part
     *     together
     * @param body the text below, line ends included; null where it was called as a line magic
     * @return its value, shown where nothing else is made of it; null for none
     */
    Object run(List<String> arguments, String body) throws Exception;
}
