/** The process that speaks Jupyter and compiles. */
module io.juggler.server {
    requires io.juggler.api;
    requires java.compiler;
    requires jdk.compiler;
    requires jdk.jshell;
    requires org.zeromq.jeromq;
    requires tools.jackson.databind;
}
