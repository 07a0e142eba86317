/**
 * The engine that compiles a cell whole, once, into classes of its own, and JShell's analysis
 * beside it.
 */
package io.juggler.server.engine.whole;
