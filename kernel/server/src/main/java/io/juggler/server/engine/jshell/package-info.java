/**
 * The engine that has JShell compile a cell statement by statement: the reference that the
 * whole-cell engine is tested against.
 */
package io.juggler.server.engine.jshell;
