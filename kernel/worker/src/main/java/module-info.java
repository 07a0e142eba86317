/** The process that runs user code. */
module io.juggler.worker {
    requires io.juggler.api;
    requires java.management;
}
