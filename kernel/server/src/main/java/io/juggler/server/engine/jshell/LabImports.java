package io.juggler.server.engine.jshell;

import io.juggler.server.engine.DefaultImports;

import jdk.jshell.Diag;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Gives names the lab's meaning when nothing else gives them one, and takes it back before the user
 * declares or imports something that must win.
 */
final class LabImports {
    private static final Pattern NAME = Pattern.compile("\\p{javaJavaIdentifierPart}+");

    private final DefaultImports defaults;
    private final JShell shell;
    private final Map<String, Snippet> imported = new HashMap<>();

    LabImports(DefaultImports defaults, JShell shell) {
        this.defaults = defaults;
        this.shell = shell;
    }

    /** To be called with what is about to be declared: the lab's meaning of these names ends. */
    void giveWay(List<Snippet> declared) {
        for (var snippet : declared) {
            switch (snippet) {
                case ImportSnippet star when star.fullname().endsWith("*") ->
                        List.copyOf(imported.keySet()).forEach(this::drop);
                case ImportSnippet single -> drop(single.name());
                case jdk.jshell.DeclarationSnippet declaration -> drop(declaration.name());
                default -> {}
            }
        }
    }

    /**
     * Imports what a snippet lacks and the lab has.
     *
     * @return whether anything was imported, so that compiling again may help
     */
    boolean supply(Snippet snippet, List<Diag> diagnostics) {
        var missing = new HashSet<String>();
        for (var diagnostic : diagnostics) {
            if (diagnostic.getCode().startsWith("compiler.err.cant.resolve")) {
                missing.add(nameAt(snippet.source(), (int) diagnostic.getPosition()));
            }
        }
        if (snippet instanceof jdk.jshell.DeclarationSnippet declaration) {
            shell.unresolvedDependencies(declaration)
                    .forEach(unresolved -> missing.addAll(namesIn(unresolved)));
        }
        boolean any = false;
        for (var name : missing) {
            any |= supply(name);
        }
        return any;
    }

    /** Whether a snippet is such an import, and not the user's. */
    boolean supplied(Snippet snippet) {
        return imported.containsValue(snippet);
    }

    private boolean supply(String name) {
        if (imported.containsKey(name)) {
            return false;
        }
        var declaration = defaults.labImport(name);
        declaration.ifPresent(
                source -> imported.put(name, shell.eval(source).getFirst().snippet()));
        return declaration.isPresent();
    }

    private void drop(String name) {
        var snippet = imported.remove(name);
        if (snippet != null) {
            shell.drop(snippet);
        }
    }

    /** The identifier that starts at, or contains, a position; empty where there is none. */
    static String nameAt(String source, int position) {
        int start = Math.clamp(position, 0, source.length());
        while (start > 0 && Character.isJavaIdentifierPart(source.charAt(start - 1))) {
            start--;
        }
        int end = start;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        return source.substring(start, end);
    }

    private static Set<String> namesIn(String text) {
        var names = new HashSet<String>();
        NAME.matcher(text).results().forEach(result -> names.add(result.group()));
        return names;
    }
}
