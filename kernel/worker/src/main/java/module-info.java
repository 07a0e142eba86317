/** The process that runs user code. */
module io.juggler.worker {
    requires io.juggler.api;
    requires java.desktop;
    requires jdk.management;

    provides io.juggler.api.FrontEnd with
            io.juggler.worker.WorkerFrontEnd;

    uses io.juggler.api.Magic;
}
