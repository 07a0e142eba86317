package io.juggler.server.engine;

/**
 * One cell to execute.
 *
 * @param id a number that no other cell of this kernel has; output carries it
 * @param title how it is called in messages and stack traces, such as {@code cell [3]}
 * @param source its text, after magics, with the line numbers that the user sees
 */
public record Cell(int id, String title, String source) {}
