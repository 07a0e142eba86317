package io.juggler.lab.render;

/**
 * Eight colours that stay apart for colour-blind eyes; the style sheet has their twins for dark
 * themes. These here are what is seen where styles are stripped.
 *
 * @see <a href="https://jfly.uni-koeln.de/color/">Okabe and Ito, Color Universal Design</a>
 */
final class Palette {
    private static final String[] LIGHT = {
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#999933", "#56B4E9", "#882255", "#E69F00"
    };

    private Palette() {}

    /** The colour of a class "c0" to "c7". */
    static String light(String name) {
        return LIGHT[name.charAt(1) - '0'];
    }
}
