package io.juggler.wire;

/**
 * One compiled class.
 *
 * @param name the binary name, such as {@code cell3.Point$Inner}
 * @param bytes the class file, as the compiler wrote it: weaving is the worker's work
 */
public record ClassBytes(String name, byte[] bytes) {}
