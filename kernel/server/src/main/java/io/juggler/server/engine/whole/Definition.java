package io.juggler.server.engine.whole;

import java.util.Set;

/** What a cell made known to later ones. */
sealed interface Definition {

    String name();

    Origin origin();

    /** The class, by binary name, that the compiler has to see where the name is used. */
    String seen();

    /**
     * A variable.
     *
     * @param holder the class whose public static field it is
     * @param descriptor the field's erased type
     * @param signature its full type where that says more, or the empty string
     * @param typeText its type as the cell or the compiler wrote it
     */
    record Variable(
            String name,
            Origin origin,
            String holder,
            String descriptor,
            String signature,
            String typeText)
            implements Definition {
        @Override
        public String seen() {
            return holder;
        }

        boolean sameType(Variable other) {
            return descriptor.equals(other.descriptor) && signature.equals(other.signature);
        }
    }

    /**
     * A method.
     *
     * @param parameters its parameters' types as they were written
     * @param view a class with this method alone, for the compiler
     * @param descriptor its erased type
     * @param signature its full type where that says more, or the empty string
     * @param owner the class that has its code
     * @param missing what it needs before it can be called, or the empty string
     */
    record Method(
            String name,
            Origin origin,
            String parameters,
            String view,
            String descriptor,
            String signature,
            String owner,
            String missing)
            implements Definition {
        @Override
        public String seen() {
            return view;
        }

        boolean sameShape(Method other) {
            return descriptor.equals(other.descriptor) && signature.equals(other.signature);
        }
    }

    /**
     * A type.
     *
     * @param seen its binary name
     * @param missing what it needs before it can be used, or the empty string
     */
    record Type(String name, Origin origin, String seen, String missing) implements Definition {
        /** As it is written in an import. */
        String canonicalName() {
            return seen.replace('$', '.');
        }
    }

    /**
     * Where a definition was written.
     *
     * @param title the cell's title
     * @param cell the cell's text
     * @param piece the piece of it
     */
    record Origin(String title, String cell, Piece piece) {
        Set<String> words() {
            return piece.words();
        }
    }
}
