/** Runs the same task on one carrier and across cores, measures it and draws it. */
module io.juggler.lab {
    requires static io.juggler.api;

    exports io.juggler.lab;
}
