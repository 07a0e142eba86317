package io.juggler.lab.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * An object made ready to go to another JVM.
 *
 * @param bytes its serial form
 * @param classes the classes of all that is in it
 * @param lambdas the lambdas in it
 */
record Parcel(byte[] bytes, Set<Class<?>> classes, List<SerializedLambda> lambdas) {

    /**
     * Packs an object.
     *
     * @throws CannotCrossException when something in it cannot be serialised
     */
    static Parcel of(Object object) {
        return of(object, "");
    }

    /**
     * Packs an object.
     *
     * @param what what it is to the reader of a complaint, such as "the variable page"
     */
    static Parcel of(Object object, String what) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new Output(bytes)) {
            out.writeObject(object);
            out.flush();
            return new Parcel(bytes.toByteArray(), out.classes, out.lambdas);
        } catch (NotSerializableException | InvalidClassException e) {
            throw new CannotCrossException(complaint(e, what), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String complaint(IOException e, String what) {
        var type = e.getMessage();
        boolean lambda = type != null && type.contains("$$Lambda");
        return (what.isEmpty() ? "" : what + " ")
                + "cannot go to another JVM: "
                + (lambda
                        ? "it holds a lambda of a type that is not Serializable; a cast"
                                + " such as (Supplier<String> & java.io.Serializable) makes it so"
                        : type + " does not implement java.io.Serializable");
    }

    /** Unpacks; classes are found by their names. */
    static Object unpack(byte[] bytes, Function<String, Class<?>> classes)
            throws IOException, ClassNotFoundException {
        try (var in = new Input(new ByteArrayInputStream(bytes), classes)) {
            return in.readObject();
        }
    }

    /** Notes what it writes. */
    private static final class Output extends ObjectOutputStream {
        final Set<Class<?>> classes = new LinkedHashSet<>();
        final List<SerializedLambda> lambdas = new ArrayList<>();

        Output(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            classes.add(type);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof SerializedLambda lambda) {
                lambdas.add(lambda);
            }
            return object;
        }
    }

    private static final class Input extends ObjectInputStream {
        private final Function<String, Class<?>> classes;

        Input(ByteArrayInputStream in, Function<String, Class<?>> classes) throws IOException {
            super(in);
            this.classes = classes;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described)
                throws IOException, ClassNotFoundException {
            var found = classes.apply(described.getName());
            return found != null ? found : super.resolveClass(described);
        }
    }
}
