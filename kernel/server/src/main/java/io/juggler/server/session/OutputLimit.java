package io.juggler.server.session;

import io.juggler.server.log.Log;

import java.util.Map;

/**
 * How much of what one cell puts out is shown. A front end keeps all of it, and a browser with some
 * hundred megabytes in one page is of no use any more.
 *
 * @param characters of text, or bytes of images and the like
 */
record OutputLimit(long characters) {

    /** The environment variable that sets another limit, in MiB. */
    static final String VARIABLE = "JUGGLER_OUTPUT_LIMIT";

    private static final Log LOG = Log.of(OutputLimit.class);
    private static final long MIB = 1 << 20;
    private static final long USUAL = 64;
    private static final long MOST = 1 << 20;

    /** The limit that the environment asks for, else 64 MiB. */
    static OutputLimit ofEnvironment(Map<String, String> environment) {
        var text = environment.getOrDefault(VARIABLE, "").strip();
        if (text.isEmpty()) {
            return new OutputLimit(USUAL * MIB);
        }
        try {
            long mib = Long.parseLong(text);
            if (mib > 0 && mib <= MOST) {
                return new OutputLimit(mib * MIB);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        LOG.warning(VARIABLE + " is no number of MiB from 1 to " + MOST + ": " + text);
        return new OutputLimit(USUAL * MIB);
    }
}
