package io.juggler.wire;

/** What passes on a lane after its hello. */
public sealed interface Frame permits Request, Reply, OutputFrame, Signal, Report {}
