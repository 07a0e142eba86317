package io.juggler.lab.kernel;

import io.juggler.lab.status.OnStandardError;
import io.juggler.lab.status.Place;

/** Where things can be shown while a cell runs. */
public final class Places {

    /** Asked here: without Juggler's api, {@link UnderTheCell} cannot even be loaded. */
    private static final boolean API = hasApi();

    private Places() {}

    /** Under the running cell where this is Juggler, else on standard error. */
    public static Place here() {
        return API && UnderTheCell.isThere() ? new UnderTheCell() : new OnStandardError();
    }

    private static boolean hasApi() {
        try {
            Class.forName("io.juggler.api.Display", false, Places.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
