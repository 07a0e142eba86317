package io.juggler.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * What a worker sends first on each lane.
 *
 * @param lane which lane this connection is
 * @param secret what the server gave to the worker that it started, {@value #SECRET_BYTES} bytes
 */
public record Hello(Lane lane, byte[] secret) {

    /** The length of a secret. */
    public static final int SECRET_BYTES = 32;

    static final int BYTES = Integer.BYTES + Short.BYTES + 1 + SECRET_BYTES;

    private static final int MAGIC = 0x4a_47_4c_52;
    private static final short VERSION = 1;

    public Hello {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "a secret has " + SECRET_BYTES + " bytes, not " + secret.length);
        }
    }

    /** Whether this is the secret, in a time that does not tell how much of it is. */
    public boolean hasSecret(byte[] expected) {
        return MessageDigest.isEqual(secret, expected);
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putShort(VERSION)
                .put(lane.code())
                .put(secret)
                .flip();
    }

    static Hello decode(ByteBuffer bytes) throws WireException {
        if (bytes.getInt() != MAGIC) {
            throw new WireException("not a lane of Juggler's");
        }
        short version = bytes.getShort();
        if (version != VERSION) {
            throw new WireException(
                    "the worker speaks version "
                            + version
                            + " of the lanes, the server "
                            + VERSION
                            + ": their jars are from different builds");
        }
        var lane = Lane.of(bytes.get());
        var secret = new byte[SECRET_BYTES];
        bytes.get(secret);
        return new Hello(lane, secret);
    }
}
