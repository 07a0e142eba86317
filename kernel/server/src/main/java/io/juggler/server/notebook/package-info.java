/**
 * Notebooks run from the command line: read, executed on an engine, written as notebook or page.
 */
package io.juggler.server.notebook;
