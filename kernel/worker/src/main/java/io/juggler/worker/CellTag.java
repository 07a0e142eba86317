package io.juggler.worker;

/** A cell that has begun. Every thread that starts while it is the thread's own inherits it. */
final class CellTag {

    /** What output belongs to before any cell has begun. */
    static final CellTag NONE = new CellTag(0, "no cell", 0);

    private final int id;
    private final String title;
    private final long order;

    /**
     * @param id the server's number for it
     * @param title how messages call it
     * @param order the how-manieth it is of those that began in this process, from 1
     */
    CellTag(int id, String title, long order) {
        this.id = id;
        this.title = title;
        this.order = order;
    }

    int id() {
        return id;
    }

    String title() {
        return title;
    }

    boolean beganAfter(CellTag other) {
        return order > other.order;
    }

    @Override
    public String toString() {
        return title;
    }
}
