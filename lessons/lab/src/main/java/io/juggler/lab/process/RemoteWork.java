package io.juggler.lab.process;

import java.io.Serializable;

/** What another JVM does when it is told to, as often as it is told. */
@FunctionalInterface
public interface RemoteWork extends Serializable {
    Object run(int index) throws Exception;
}
