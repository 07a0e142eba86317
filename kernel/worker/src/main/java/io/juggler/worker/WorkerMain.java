package io.juggler.worker;

import io.juggler.wire.Hello;
import io.juggler.wire.Lane;
import io.juggler.wire.LaneChannel;
import io.juggler.wire.WorkerSetup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * The process that runs user code. The main thread becomes the cells' thread: so it has the stack
 * size and the name that a program's main thread has.
 */
public final class WorkerMain {
    private WorkerMain() {}

    /**
     * Connects to the server whose {@link WorkerSetup} is on standard input and serves it until it
     * is gone.
     *
     * @param args none
     * @throws IOException where the server cannot be reached
     */
    public static void main(String[] args) throws IOException {
        var setup = WorkerSetup.readFrom(System.in);
        var evaluation = connect(setup, Lane.EVALUATION);
        var outputChannel = connect(setup, Lane.OUTPUT);
        var controlChannel = connect(setup, Lane.CONTROL);
        var asideChannel = connect(setup, Lane.ASIDE);

        var classes = new CellClasses();
        classes.addToClassPath(setup.classPath());
        var cells = new Cells(Thread.currentThread(), classes);
        var output = new OutputLane(outputChannel);
        var renderers = new Renderers(classes);
        var magics = new CellMagics(cells, classes, renderers, output);
        var input = new CellInput(cells, output);
        var reports = new Reports(controlChannel);
        var threads = new LiveThreads(Cells.key());
        var interrupts =
                new Interrupts(cells, new CellThreads(threads, cells, classes), reports::send);
        var comms = new Comms(cells, classes, interrupts, output);
        var ending = new Ending(output, reports);
        var control =
                new ControlLane(
                        controlChannel, interrupts, input, magics, reports, threads, comms, ending);
        var cellThread =
                new CellThread(cells, classes, renderers, magics, output, interrupts, false);
        var aside =
                new AsideLane(
                        asideChannel,
                        () ->
                                new CellThread(
                                        cells,
                                        classes,
                                        renderers,
                                        magics,
                                        output,
                                        interrupts,
                                        true));

        System.setIn(input);
        System.setOut(CellOutput.stdout(cells, output));
        System.setErr(CellOutput.stderr(cells, output));
        Thread.setDefaultUncaughtExceptionHandler(new Uncaught());
        WorkerFrontEnd.attach(renderers, magics, cells, output, input, comms);

        output.start();
        if (!setup.classPath().isEmpty()) {
            magics.lookAgain(); // what came with libraries before this process
        }
        control.start();
        aside.start();
        ending.watch(setup.server());
        new EvaluationLane(evaluation, cellThread, ending).start();
        Thread.ofPlatform().daemon().name("juggler-warm-up").start(new WarmUp(renderers));
        cellThread.run();
    }

    private static LaneChannel connect(WorkerSetup setup, Lane lane) throws IOException {
        var socket = SocketChannel.open(setup.address());
        if (setup.address() instanceof InetSocketAddress) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        var channel = new LaneChannel(socket);
        channel.sendHello(new Hello(lane, setup.secret()));
        return channel;
    }
}
