package io.juggler.server.magics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Cells that begin with a package declaration, as a class has it that was pasted from a file. All
 * classes of a notebook are in one scope: so the declaration is left out, and with it the imports
 * by which other cells mean that package.
 */
final class NotebookPackages {
    private static final Pattern DECLARATION =
            Pattern.compile(
                    "\\A(?:\\s|//[^\\n]*\\n|/\\*(?s:.*?)\\*/)*+(package\\s+([\\w.]+)\\s*;)");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^\\s*(import\\s+([\\w.]+)\\.(?:\\w+|\\*)\\s*;)");

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** The text without them; every character that is left stands where it stood. */
    String without(String source) {
        var text = source;
        if (source.contains("package")) {
            var declaration = DECLARATION.matcher(source);
            if (declaration.find()) {
                names.add(declaration.group(2));
                text = blank(source, declaration.start(1), declaration.end(1));
            }
        }
        if (names.isEmpty()) {
            return text;
        }
        var imports = IMPORT.matcher(text);
        while (imports.find()) {
            if (names.contains(imports.group(2))) {
                text = blank(text, imports.start(1), imports.end(1));
            }
        }
        return text;
    }

    private static String blank(String text, int start, int end) {
        return text.substring(0, start)
                + text.substring(start, end).replaceAll("[^\\n]", " ")
                + text.substring(end);
    }
}
