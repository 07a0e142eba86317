/** Runs the same task on one carrier and across cores, measures it and draws it. */
module io.juggler.lab {
    requires static io.juggler.api;
    requires java.management;
    requires static java.desktop;
    requires static java.xml;
    requires static jdk.jfr;
    requires jdk.httpserver;
    requires jdk.management;

    exports io.juggler.lab;
    exports io.juggler.lab.diagnose;
    exports io.juggler.lab.draw;
    exports io.juggler.lab.learn;
    exports io.juggler.lab.serve;
    exports io.juggler.lab.step;

    uses io.juggler.lab.learn.LessonCheck;

    provides io.juggler.api.Renderer with
            io.juggler.lab.kernel.DrawingRenderer;
}
