package io.juggler.worker;

import java.lang.classfile.ClassHierarchyResolver;

/** The worker's weaver, which nothing but the worker and its benchmark needs. */
public final class Weaving {

    private static final Weaver WEAVER =
            new Weaver(
                    ClassHierarchyResolver.ofClassLoading(Weaving.class.getClassLoader())
                            .orElse(ClassHierarchyResolver.defaultResolver()));

    private Weaving() {}

    /** A class as the worker defines it. */
    public static byte[] weave(byte[] classFile) {
        return WEAVER.weave(classFile);
    }
}
