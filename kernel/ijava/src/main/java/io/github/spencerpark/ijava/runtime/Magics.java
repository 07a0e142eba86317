package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;

import java.util.List;

/** What IJava's cells call magics with. All of it is there without an import. */
public class Magics {
    /** A class of static methods; IJava's can be made and so can this. */
    public Magics() {}

    /**
     * Calls a line magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // IJava's signature
    public static <T> T lineMagic(String name, List<String> args) {
        try {
            return kernel().applyLineMagic(name, args);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failure("line", name, e);
        }
    }

    /**
     * Calls a cell magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // IJava's signature
    public static <T> T cellMagic(String name, List<String> args, String body) {
        try {
            return kernel().applyCellMagic(name, args, body);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failure("cell", name, e);
        }
    }

    private static io.github.spencerpark.jupyter.kernel.magic.registry.Magics kernel() {
        var kernel = IJava.getKernelInstance();
        if (kernel == null) {
            throw new IllegalStateException("no kernel runs");
        }
        return kernel.getMagics();
    }

    private static RuntimeException failure(String kind, String name, Exception e) {
        return new RuntimeException(
                "Exception occurred while running "
                        + kind
                        + " magic '"
                        + name
                        + "': "
                        + e.getMessage(),
                e);
    }
}
