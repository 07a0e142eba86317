package io.juggler.lab.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * What two JVMs say to each other over the pipes between them: a kind, a number and bytes.
 *
 * @param kind what it is
 * @param number an index or CPU time in ns, by kind
 * @param bytes what comes with it
 */
record Message(Kind kind, long number, byte[] bytes) {
    private static final byte[] NONE = {};

    enum Kind {
        /** To the child: the work, as {@link Parcel} packs it. */
        LOAD('l'),
        /** To the child: do the work of that index. */
        CALL('c'),
        /** To the child: the class file that it asked for, empty where there is none. */
        CLASS('b'),
        /** From the child: the work is there. */
        LOADED('L'),
        /** From the child: the class file of that name is wanted. */
        WANT_CLASS('w'),
        /** From the child: what was printed. */
        PRINTED('p'),
        /** From the child: the result, and its CPU time so far. */
        DONE('d'),
        /** From the child: what was thrown, and its CPU time so far. */
        FAILED('f');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        private static Kind of(int code) throws IOException {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IOException("no message begins with " + code);
        }
    }

    Message(Kind kind) {
        this(kind, 0, NONE);
    }

    /** Threads that share the stream take turns. */
    void write(DataOutputStream out) throws IOException {
        synchronized (out) {
            out.writeByte(kind.code);
            out.writeLong(number);
            out.writeInt(bytes.length);
            out.write(bytes);
            out.flush();
        }
    }

    /** The next one; null at the end. */
    static Message read(DataInputStream in) throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return null;
        }
        long number = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            return null;
        }
        return new Message(Kind.of(kind), number, bytes);
    }
}
