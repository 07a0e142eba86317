package org.dflib.jjava.jupyter.kernel;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;

import java.util.List;
import java.util.UUID;

/** The functions that JJava defines for every cell, for code that names their class. */
public class BaseNotebookStatics {
    /** A class of static methods; JJava's can be made and so can this. */
    public BaseNotebookStatics() {}

    /** Prints as {@link java.io.PrintStream#printf(String, Object...)} does. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of cells
    public static void printf(String format, Object... args) {
        System.out.printf(format, args);
    }

    /** Runs code in the notebook's scope and gives its value; null where it has none. */
    public static Object eval(String source) {
        return kernel().evalRaw(source);
    }

    /**
     * Calls a line magic.
     *
     * @param <T> what the caller takes its value for
     */
    @SuppressWarnings("TypeParameterUnusedInFormals") // JJava's own signature
    public static <T> T lineMagic(String name, List<String> args) {
        try {
            return kernel().getMagicsRegistry().evalLineMagic(kernel(), name, args);
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
    @SuppressWarnings("TypeParameterUnusedInFormals") // JJava's own signature
    public static <T> T cellMagic(String name, List<String> args, String body) {
        try {
            return kernel().getMagicsRegistry().evalCellMagic(kernel(), name, args, body);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw failure("cell", name, e);
        }
    }

    /** The forms of a value. */
    public static DisplayData render(Object o) {
        return o instanceof DisplayData data ? data : kernel().getRenderer().render(o);
    }

    /** A value in the forms asked for, as far as it has them, and as {@code text/plain}. */
    public static DisplayData render(Object o, String... as) {
        return kernel().getRenderer().renderAs(o, as);
    }

    /**
     * Shows a value.
     *
     * @return an id for {@link #updateDisplay(String, Object)}
     */
    public static String display(Object o) {
        return show(render(o));
    }

    /** Shows a value in the forms asked for; see {@link #render(Object, String...)}. */
    public static String display(Object o, String... as) {
        return show(render(o, as));
    }

    /** Replaces what {@link #display(Object)} showed. */
    public static void updateDisplay(String id, Object o) {
        kernel().getIO().display.updateDisplay(id, render(o));
    }

    /** Replaces what {@link #display(Object)} showed by a value in the forms asked for. */
    public static void updateDisplay(String id, Object o, String... as) {
        kernel().getIO().display.updateDisplay(id, render(o, as));
    }

    private static String show(DisplayData data) {
        if (data.getDisplayId() == null) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel().display(data);
        return data.getDisplayId();
    }

    private static BaseKernel kernel() {
        var kernel = BaseKernel.notebookKernel();
        if (kernel == null) {
            throw new IllegalStateException("no kernel runs");
        }
        return kernel;
    }

    private static RuntimeException failure(String kind, String name, Exception e) {
        return new RuntimeException(
                "Exception running " + kind + " magic '" + name + "': " + e.getMessage(), e);
    }
}
