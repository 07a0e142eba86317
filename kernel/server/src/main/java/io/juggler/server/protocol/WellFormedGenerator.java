package io.juggler.server.protocol;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Replaces unpaired surrogates, which a Java string may hold and UTF-8 may not: Jackson would write
 * them as escapes, and a Jupyter server that reads one cannot pass it on.
 */
final class WellFormedGenerator extends JsonGeneratorDelegate {

    WellFormedGenerator(JsonGenerator delegate) {
        super(delegate, false);
    }

    @Override
    public JsonGenerator writeName(String name) {
        return super.writeName(wellFormed(name));
    }

    @Override
    public JsonGenerator writeString(String text) {
        return super.writeString(wellFormed(text));
    }

    @Override
    public JsonGenerator writeRawValue(String json) {
        return super.writeRawValue(wellFormed(json));
    }

    static String wellFormed(String text) {
        int bad = firstUnpaired(text, 0);
        if (bad < 0) {
            return text;
        }
        var repaired = new StringBuilder(text);
        while (bad >= 0) {
            repaired.setCharAt(bad, '\uFFFD');
            bad = firstUnpaired(text, bad + 1);
        }
        return repaired.toString();
    }

    private static int firstUnpaired(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                    : Character.isLowSurrogate(c)
                            && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return i;
            }
        }
        return -1;
    }
}
