/** What cells and libraries call, and the frames that pass between the kernel's two processes. */
module io.juggler.api {
    exports io.juggler.api;
    exports io.juggler.wire to
            io.juggler.server,
            io.juggler.worker;

    uses io.juggler.api.FrontEnd;
    uses io.juggler.api.Magic;
    uses io.juggler.api.Renderer;
}
