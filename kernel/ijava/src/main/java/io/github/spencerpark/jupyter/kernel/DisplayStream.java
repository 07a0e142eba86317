package io.github.spencerpark.jupyter.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.juggler.api.Display;
import io.juggler.ijava.Bundles;

/** Shows things under the cell that runs. */
public class DisplayStream {
    public DisplayStream() {}

    public boolean isAttached() {
        return Display.isAvailable();
    }

    /** Shows it; with a display id it can be updated. */
    public void display(DisplayData data) {
        Display.frontEnd().display(Bundles.toBundle(data), data.getDisplayId());
    }

    /** Replaces what was shown under the data's display id. */
    public void updateDisplay(DisplayData data) {
        if (!data.hasDisplayId()) {
            throw new IllegalArgumentException("an update needs a display id");
        }
        Display.frontEnd().updateDisplay(Bundles.toBundle(data), data.getDisplayId());
    }

    /** Replaces what was shown under that id. */
    public void updateDisplay(String id, DisplayData data) {
        data.setDisplayId(id);
        updateDisplay(data);
    }
}
