package io.juggler.worker;

import io.juggler.wire.LaneChannel;
import io.juggler.wire.Report;

import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Tells the server what it has to know at once, on the control lane. Threads of the worker's own
 * call.
 */
final class Reports {
    private final LaneChannel channel;

    Reports(LaneChannel channel) {
        this.channel = channel;
    }

    /** Where that cannot be, the server is gone, which the evaluation lane sees and acts on. */
    void send(Report report) {
        try {
            channel.send(report);
        } catch (IOException e) {
            System.getLogger(Reports.class.getName()).log(Level.DEBUG, "cannot report", e);
        }
    }
}
