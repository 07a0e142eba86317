package io.github.spencerpark.ijava;

import io.juggler.api.Display;

/** The entry to IJava's API. */
public class IJava {
    public static final String COMPILER_OPTS_KEY = "IJAVA_COMPILER_OPTS";
    public static final String TIMEOUT_DURATION_KEY = "IJAVA_TIMEOUT";
    public static final String CLASSPATH_KEY = "IJAVA_CLASSPATH";
    public static final String STARTUP_SCRIPTS_KEY = "IJAVA_STARTUP_SCRIPTS_PATH";
    public static final String STARTUP_SCRIPT_KEY = "IJAVA_STARTUP_SCRIPT";

    private IJava() {}

    /** The kernel; null where none runs. */
    public static JavaKernel getKernelInstance() {
        return Display.isAvailable() ? Running.KERNEL : null;
    }

    /** Made when it is first asked for. */
    private static final class Running {
        static final JavaKernel KERNEL = new JavaKernel();
    }
}
