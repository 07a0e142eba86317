package io.juggler.lab.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that is done once in another JVM, while the calling thread waits. */
public final class RemoteCall {

    private RemoteCall() {}

    /**
     * Starts a JVM, has it do the work, and ends it.
     *
     * @param options more options for the JVM
     * @param wrapper a command to start it with; may be empty
     * @param prints where what it prints goes
     * @throws InterruptedException when the calling thread is interrupted; the JVM has been ended
     * @throws RemoteFailureException when the JVM ended, or threw what cannot come back
     * @throws Exception what the work threw
     */
    public static Object run(
            RemoteWork work, List<String> options, List<String> wrapper, OutputStream prints)
            throws Exception {
        var shipment = new Shipment(work);
        try (var child = new ChildProcess(shipment, options, wrapper, prints)) {
            var call =
                    new FutureTask<>(
                            () -> {
                                child.load();
                                return child.call(0);
                            });
            // Reading from a pipe cannot be interrupted; closing it from here ends that.
            Thread.ofPlatform().name("lab-remote-call").daemon().start(call);
            return call.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case Exception cause -> throw cause;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
