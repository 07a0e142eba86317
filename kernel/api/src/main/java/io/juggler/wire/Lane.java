package io.juggler.wire;

/** What a connection between the two processes is for. */
public enum Lane {
    /**
     * {@link Request}s and their {@link Reply}s: one at a time, each waits for the cell before it.
     */
    EVALUATION(1),
    /** Everything a cell shows or prints, in one order, worker to server. */
    OUTPUT(2),
    /** What must not wait behind the other two, both ways. */
    CONTROL(3),
    /** As the first, for cells that run beside the others: {@link Request.Aside}. */
    ASIDE(4);

    private final byte code;

    Lane(int code) {
        this.code = (byte) code;
    }

    /** The byte that stands for it in a hello. */
    byte code() {
        return code;
    }

    static Lane of(byte code) throws WireException {
        for (var lane : values()) {
            if (lane.code == code) {
                return lane;
            }
        }
        throw new WireException("no such lane: " + code);
    }
}
