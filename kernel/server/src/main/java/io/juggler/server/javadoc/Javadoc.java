package io.juggler.server.javadoc;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A documentation comment, as HTML without any style and as text. Any thread may call it.
 *
 * @param html a fragment: headings, paragraphs, lists, code
 */
public record Javadoc(String html) {

    /**
     * Reads a comment.
     *
     * @param comment its text, without the slashes and stars
     */
    public static Javadoc of(String comment) {
        return new Javadoc(tree(comment).map(HtmlWriter::write).orElse(""));
    }

    /** The first sentence alone. */
    public static Javadoc firstSentence(String comment) {
        return new Javadoc(tree(comment).map(HtmlWriter::writeFirstSentence).orElse(""));
    }

    /** The same without markup. */
    public String text() {
        return HtmlText.of(html);
    }

    private static Optional<DocCommentTree> tree(String comment) {
        if (comment.isBlank()) {
            return Optional.empty();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task =
                (JavacTask)
                        compiler.getTask(
                                null,
                                null,
                                _ -> {},
                                List.of("-proc:none"),
                                null,
                                List.of(new Commented(comment)));
        try {
            var trees = DocTrees.instance(task);
            for (var unit : task.parse()) {
                for (var type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree) {
                        return Optional.ofNullable(
                                trees.getDocCommentTree(TreePath.getPath(unit, type)));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class with that comment, for the parser. */
    private static final class Commented extends SimpleJavaFileObject {
        private final String source;

        Commented(String comment) {
            super(URI.create("string:///Commented.java"), JavaFileObject.Kind.SOURCE);
            source =
                    comment.replace("*/", "*&#47;")
                            .lines()
                            .collect(Collectors.joining("\n * ", "/**\n * ", "\n */\nclass C {}"));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
