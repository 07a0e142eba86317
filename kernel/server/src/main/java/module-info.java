/** The process that speaks Jupyter and compiles. */
module io.juggler.server {
    requires io.juggler.api;
    requires java.compiler;
    requires java.logging;
    requires java.sql;
    requires java.xml;
    requires jdk.compiler;
    requires jdk.jshell;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.jsoup;
    requires tools.jackson.databind;

    exports io.juggler.server to
            io.juggler.dist;
    exports io.juggler.server.engine to
            io.juggler.dist;
    exports io.juggler.server.log to
            io.juggler.dist;
    exports io.juggler.server.magics to
            io.juggler.dist;
    exports io.juggler.server.notebook to
            io.juggler.dist;
    exports io.juggler.server.worker to
            io.juggler.dist;
}
