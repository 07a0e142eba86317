package io.juggler.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class AskedOptionsTest {
    @Test
    void theOptionsOfAllKernelsAreTaken() {
        var asked =
                AskedOptions.of(
                        Map.of(
                                "IJAVA_COMPILER_OPTS", "-deprecation --release 11",
                                "JJAVA_JVM_OPTS", " -Xmx1g  -Dx=y "));
        assertEquals(List.of("-deprecation"), asked.compiler());
        assertEquals(List.of("-Xmx1g", "-Dx=y"), asked.jvm());
    }

    @Test
    void previewFeaturesAreAllowedInBothHalves() {
        var release = String.valueOf(Runtime.version().feature());
        for (var name : List.of("IJAVA_COMPILER_OPTS", "JJAVA_JVM_OPTS")) {
            var asked = AskedOptions.of(Map.of(name, "--enable-preview"));
            assertEquals(List.of("--enable-preview", "-source", release), asked.compiler(), name);
            assertEquals(List.of("--enable-preview"), asked.jvm(), name);
        }
        assertEquals(new AskedOptions(List.of(), List.of()), AskedOptions.of(Map.of()));
    }
}
