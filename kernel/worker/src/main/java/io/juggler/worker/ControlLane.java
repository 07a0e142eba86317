package io.juggler.worker;

import io.juggler.wire.LaneChannel;
import io.juggler.wire.Report;
import io.juggler.wire.Signal;
import io.juggler.wire.WireException;

import java.io.IOException;

/**
 * What must not wait behind a cell or its output. Its thread waits for nothing but the next frame.
 */
final class ControlLane {
    private final LaneChannel channel;
    private final Interrupts interrupts;
    private final CellInput input;
    private final CellMagics magics;
    private final Reports reports;
    private final LiveThreads threads;
    private final Comms comms;
    private final Ending ending;

    ControlLane(
            LaneChannel channel,
            Interrupts interrupts,
            CellInput input,
            CellMagics magics,
            Reports reports,
            LiveThreads threads,
            Comms comms,
            Ending ending) {
        this.channel = channel;
        this.interrupts = interrupts;
        this.input = input;
        this.magics = magics;
        this.reports = reports;
        this.threads = threads;
        this.comms = comms;
        this.ending = ending;
    }

    void start() {
        Thread.ofPlatform()
                .daemon()
                .name("juggler-control")
                .inheritInheritableThreadLocals(false)
                .start(this::receiveAll);
    }

    private void receiveAll() {
        try {
            while (true) {
                if (!(channel.receive() instanceof Signal signal)) {
                    throw new WireException("a frame that does not belong on the control lane");
                }
                handle(signal);
            }
        } catch (IOException e) {
            // The server is gone. The evaluation lane would see it as well, but not under a cell.
            ending.serverGone();
        }
    }

    private void handle(Signal signal) {
        switch (signal) {
            case Signal.Interrupt(int cell) -> interrupts.interrupt(cell);
            case Signal.Input answer -> input.answer(answer);
            case Signal.MagicDone done -> magics.answer(done);
            case Signal.Comm(int cell, var event) -> comms.received(cell, event);
            case Signal.DumpThreads(long id) ->
                    reports.send(new Report.Threads(id, ThreadStacks.all(threads)));
        }
    }
}
