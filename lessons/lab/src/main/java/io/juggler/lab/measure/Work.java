package io.juggler.lab.measure;

/** The work of one task, whatever its result's type. */
@FunctionalInterface
public interface Work {
    Object run(int index) throws Exception;
}
