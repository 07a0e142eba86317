package io.juggler.server.magics;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What names an artifact.
 *
 * @param version empty where it is to be taken from a BOM, or else is the newest release; a range
 *     such as {@code [1.0,2)} is possible
 */
public record Coordinates(
        String group, String artifact, String extension, String classifier, String version) {

    /** Maven's names for what is a jar in the end, or {@code extension:classifier}. */
    private static final Map<String, String> TYPES =
            Map.of(
                    "bundle", "jar",
                    "eclipse-plugin", "jar",
                    "ejb", "jar",
                    "maven-plugin", "jar",
                    "orbit", "jar",
                    "test-jar", "jar:tests",
                    "ejb-client", "jar:client",
                    "java-source", "jar:sources",
                    "javadoc", "jar:javadoc");

    private static final Pattern IVY =
            Pattern.compile("([^#;\\s]+)#([^#;\\s]+?)(?:#[^;\\s]*)?;(\\S+)");

    /**
     * Reads {@code group:artifact[:type[:classifier]][:version]}, Gradle's {@code
     * group:artifact:version:classifier@type}, JBang's {@code @pom}, or Ivy's {@code
     * group#artifact;version}.
     *
     * @throws MagicFailure where it is none of these
     */
    static Coordinates parse(String written) throws MagicFailure {
        var text = written.endsWith(";") ? written.substring(0, written.length() - 1) : written;
        var ivy = IVY.matcher(text);
        if (ivy.matches()) {
            return of(ivy.group(1), ivy.group(2), "jar", "", ivy.group(3));
        }
        String type = null;
        int at = text.lastIndexOf('@');
        if (at > 0) {
            type = text.substring(at + 1);
            text = text.substring(0, at);
        }
        var parts = text.split(":", -1);
        for (var part : parts) {
            if (part.isBlank()) {
                throw none(written);
            }
        }
        return switch (parts.length) {
            case 2 -> of(parts[0], parts[1], orJar(type), "", "");
            case 3 -> of(parts[0], parts[1], orJar(type), "", parts[2]);
            case 4 ->
                    type != null || isVersion(parts[2])
                            ? of(parts[0], parts[1], orJar(type), parts[3], parts[2])
                            : of(parts[0], parts[1], parts[2], "", parts[3]);
            case 5 -> of(parts[0], parts[1], parts[2], parts[3], parts[4]);
            default -> throw none(written);
        };
    }

    private static MagicFailure none(String written) {
        return new MagicFailure(
                written
                        + " names no artifact: group:artifact:version is wanted, or"
                        + " group:artifact:type:classifier:version");
    }

    private static String orJar(String type) {
        return type == null || type.equals("fatjar") ? "jar" : type;
    }

    private static boolean isVersion(String part) {
        return Character.isDigit(part.charAt(0)) || part.startsWith("[") || part.startsWith("(");
    }

    private static Coordinates of(
            String group, String artifact, String type, String classifier, String version) {
        var known = TYPES.getOrDefault(type.toLowerCase(Locale.ROOT), type).split(":", 2);
        return new Coordinates(
                group,
                artifact,
                known[0],
                classifier.isEmpty() && known.length > 1 ? known[1] : classifier,
                version);
    }

    /** Whether it is a BOM to be imported. */
    boolean isPom() {
        return extension.equals("pom");
    }

    @Override
    public String toString() {
        return group
                + ":"
                + artifact
                + (extension.equals("jar") && classifier.isEmpty() ? "" : ":" + extension)
                + (classifier.isEmpty() ? "" : ":" + classifier)
                + (version.isEmpty() ? "" : ":" + version);
    }
}
