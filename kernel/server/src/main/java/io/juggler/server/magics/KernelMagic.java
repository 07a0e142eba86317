package io.juggler.server.magics;

import java.io.IOException;
import java.util.List;

/**
 * A magic of the kernel's own.
 *
 * @param names what it is called, the usual name first
 * @param usage its call, such as {@code %maven group:artifact:version …}
 * @param summary what it does, in one line
 * @param kind where it can be called
 * @param waits whether it waits for something outside, such as a process: then it has a thread of
 *     its own, which an interrupt ends, and does not touch the engine
 * @param shows whether its value is shown where it stands alone
 */
record KernelMagic(
        List<String> names,
        String usage,
        String summary,
        Kind kind,
        boolean waits,
        boolean shows,
        Body body,
        Completion completion) {

    /** Where a magic can be called. */
    enum Kind {
        LINE,
        CELL,
        BOTH;

        boolean fits(boolean cell) {
            return this == BOTH || (this == CELL) == cell;
        }
    }

    /** What a magic does. */
    @FunctionalInterface
    interface Body {
        /**
         * Runs it.
         *
         * @return null, a String, a list of them, or where it ran code, its {@code Outcome}
         */
        Object run(Call call, MagicContext context)
                throws MagicFailure, IOException, InterruptedException;
    }

    /** What could stand as the last of these arguments. */
    @FunctionalInterface
    interface Completion {
        List<String> complete(List<String> arguments, MagicContext context);
    }

    static KernelMagic line(String name, String usage, String summary, Body body) {
        return of(name, usage, summary, Kind.LINE, body);
    }

    static KernelMagic cell(String name, String usage, String summary, Body body) {
        return of(name, usage, summary, Kind.CELL, body);
    }

    static KernelMagic both(String name, String usage, String summary, Body body) {
        return of(name, usage, summary, Kind.BOTH, body);
    }

    private static KernelMagic of(String name, String usage, String summary, Kind kind, Body body) {
        return new KernelMagic(
                List.of(name), usage, summary, kind, false, false, body, (_, _) -> List.of());
    }

    /** The same, under more names. */
    KernelMagic also(String... more) {
        var all = new java.util.ArrayList<>(names);
        all.addAll(List.of(more));
        return new KernelMagic(
                List.copyOf(all), usage, summary, kind, waits, shows, body, completion);
    }

    KernelMagic waiting() {
        return new KernelMagic(names, usage, summary, kind, true, shows, body, completion);
    }

    KernelMagic showing() {
        return new KernelMagic(names, usage, summary, kind, waits, true, body, completion);
    }

    KernelMagic completing(Completion how) {
        return new KernelMagic(names, usage, summary, kind, waits, shows, body, how);
    }

    String name() {
        return names.getFirst();
    }
}
