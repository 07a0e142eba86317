package io.github.spencerpark.jupyter.kernel.display.mime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MIMETypeTest {

    @ParameterizedTest
    @CsvSource({
        "text/plain, text, , plain, ",
        "image/svg+xml, image, , svg, xml",
        "application/vnd.wap.wbxml, application, vnd, wap.wbxml, ",
        "application/vnd.oasis.x+json, application, vnd, oasis.x, json",
        "text/*, text, , *, ",
        "text, text, , , ",
        "TEXT/HTML, text, , html, "
    })
    void aTypeIsReadAsItsParts(
            String raw, String group, String tree, String subtype, String suffix) {
        var type = MIMEType.parse(raw);
        assertEquals(new MIMEType(group, tree, subtype, suffix), type);
        assertEquals(raw.toLowerCase(java.util.Locale.ROOT), type.toString());
    }

    @Test
    void whatIsNoTypeIsRefusedWithItsPlace() {
        var e = assertThrows(MIMETypeParseException.class, () -> MIMEType.parse("text/a b"));
        assertEquals(6, e.getPosition());
        assertThrows(MIMETypeParseException.class, () -> MIMEType.parse("a b"));
    }
}
