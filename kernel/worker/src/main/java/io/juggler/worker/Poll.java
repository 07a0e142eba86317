package io.juggler.worker;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The one call site that all woven code calls. Its target is an empty method, which the JIT folds
 * away, until a cell is to be stopped: changing the target throws away all compiled code that
 * relies on it, the loop that is running included.
 *
 * @see MutableCallSite
 */
public final class Poll {
    private static final MethodType TYPE = MethodType.methodType(void.class);
    private static final MethodHandle NOTHING = MethodHandles.empty(TYPE);
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);

    private Poll() {}

    /**
     * Links a woven call; the JVM calls it.
     *
     * @param caller the woven class
     * @param name ignored
     * @param type of the call: no parameters, no result
     */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
        return SITE;
    }

    /** Has woven code of all threads call this from now on. */
    static void arm(MethodHandle target) {
        SITE.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }

    /** Makes woven code cost nothing again. */
    static void disarm() {
        arm(NOTHING);
    }
}
