package io.juggler.server.engine.whole;

import java.util.Set;

/** The words that decide what a piece of a cell is. */
final class Keywords {
    static final Set<String> MODIFIERS =
            Set.of(
                    "public",
                    "protected",
                    "private",
                    "static",
                    "final",
                    "abstract",
                    "native",
                    "synchronized",
                    "transient",
                    "volatile",
                    "strictfp",
                    "default",
                    "sealed");

    /** Mean nothing at the top level; JShell ignores them as well. */
    static final Set<String> IGNORED = Set.of("public", "protected", "private", "static");

    static final Set<String> STATEMENTS =
            Set.of(
                    "if",
                    "for",
                    "while",
                    "do",
                    "switch",
                    "try",
                    "throw",
                    "return",
                    "break",
                    "continue",
                    "assert",
                    "synchronized");

    static final Set<String> NOT_A_TYPE =
            Set.of(
                    "new",
                    "return",
                    "throw",
                    "assert",
                    "instanceof",
                    "else",
                    "this",
                    "super",
                    "case",
                    "if",
                    "for",
                    "while",
                    "do",
                    "switch",
                    "try",
                    "break",
                    "continue",
                    "import",
                    "package",
                    "class",
                    "interface",
                    "enum",
                    "extends",
                    "implements",
                    "throws",
                    "catch",
                    "finally",
                    "goto",
                    "const",
                    "true",
                    "false",
                    "null");

    private Keywords() {}
}
