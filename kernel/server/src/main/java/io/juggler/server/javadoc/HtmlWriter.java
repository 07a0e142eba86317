package io.juggler.server.javadoc;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.ErroneousTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.SinceTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.SimpleDocTreeVisitor;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a comment's tree as HTML: of its own tags those that say something without a style. */
final class HtmlWriter extends SimpleDocTreeVisitor<Void, Void> {
    private static final Set<String> KEPT =
            Set.of(
                    "a",
                    "b",
                    "blockquote",
                    "br",
                    "caption",
                    "code",
                    "dd",
                    "dl",
                    "dt",
                    "em",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "i",
                    "kbd",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "samp",
                    "strong",
                    "sub",
                    "sup",
                    "table",
                    "tbody",
                    "td",
                    "th",
                    "thead",
                    "tr",
                    "ul",
                    "var");

    private final StringBuilder html = new StringBuilder();

    private HtmlWriter() {}

    static String write(DocCommentTree comment) {
        var writer = new HtmlWriter();
        writer.all(comment.getFullBody());
        var tags = comment.getBlockTags();
        writer.deprecated(tags);
        writer.list("Parameters", tags, DocTree.Kind.PARAM);
        writer.list("Returns", tags, DocTree.Kind.RETURN);
        writer.list("Throws", tags, DocTree.Kind.THROWS, DocTree.Kind.EXCEPTION);
        writer.list("Since", tags, DocTree.Kind.SINCE);
        writer.list("See also", tags, DocTree.Kind.SEE);
        return writer.html.toString().strip();
    }

    static String writeFirstSentence(DocCommentTree comment) {
        var writer = new HtmlWriter();
        writer.all(comment.getFirstSentence());
        return writer.html.toString().strip();
    }

    private void all(List<? extends DocTree> trees) {
        trees.forEach(tree -> tree.accept(this, null));
    }

    private void deprecated(List<? extends DocTree> tags) {
        for (var tag : tags) {
            if (tag instanceof DeprecatedTree deprecated) {
                html.append("\n<p><b>Deprecated.</b> ");
                all(deprecated.getBody());
                html.append("</p>");
            }
        }
    }

    private void list(String title, List<? extends DocTree> tags, DocTree.Kind... kinds) {
        var chosen = tags.stream().filter(tag -> List.of(kinds).contains(tag.getKind())).toList();
        if (chosen.isEmpty()) {
            return;
        }
        html.append("\n<dl><dt><b>").append(title).append("</b></dt>");
        for (var tag : chosen) {
            html.append("\n<dd>");
            tag.accept(this, null);
            html.append("</dd>");
        }
        html.append("</dl>");
    }

    private void text(String text) {
        html.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    private void code(String text) {
        html.append("<code>");
        text(text);
        html.append("</code>");
    }

    @Override
    public Void visitText(TextTree node, Void p) {
        text(node.getBody());
        return null;
    }

    @Override
    public Void visitRawText(RawTextTree node, Void p) {
        text(node.getContent());
        return null;
    }

    @Override
    public Void visitEntity(EntityTree node, Void p) {
        html.append('&').append(node.getName()).append(';');
        return null;
    }

    @Override
    public Void visitErroneous(ErroneousTree node, Void p) {
        text(node.getBody());
        return null;
    }

    @Override
    public Void visitUnknownInlineTag(UnknownInlineTagTree node, Void p) {
        text("{@" + node.getTagName() + " ");
        all(node.getContent());
        text("}");
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree node, Void p) {
        if (node.getKind() == DocTree.Kind.CODE) {
            code(node.getBody().getBody());
        } else {
            text(node.getBody().getBody());
        }
        return null;
    }

    @Override
    public Void visitLink(LinkTree node, Void p) {
        if (node.getLabel().isEmpty()) {
            code(name(node.getReference()));
        } else {
            all(node.getLabel());
        }
        return null;
    }

    @Override
    public Void visitValue(ValueTree node, Void p) {
        code(node.getReference() == null ? "value" : name(node.getReference()));
        return null;
    }

    @Override
    public Void visitSystemProperty(SystemPropertyTree node, Void p) {
        code(node.getPropertyName().toString());
        return null;
    }

    @Override
    public Void visitIndex(IndexTree node, Void p) {
        return node.getSearchTerm().accept(this, null);
    }

    @Override
    public Void visitSummary(SummaryTree node, Void p) {
        all(node.getSummary());
        return null;
    }

    @Override
    public Void visitSnippet(SnippetTree node, Void p) {
        if (node.getBody() != null) {
            html.append("<pre>");
            text(node.getBody().getBody());
            html.append("</pre>");
        }
        return null;
    }

    @Override
    public Void visitReference(ReferenceTree node, Void p) {
        code(name(node));
        return null;
    }

    @Override
    public Void visitStartElement(StartElementTree node, Void p) {
        var name = node.getName().toString().toLowerCase(Locale.ROOT);
        if (KEPT.contains(name)) {
            html.append('<').append(name);
            if (name.equals("a")) {
                href(node.getAttributes());
            }
            html.append('>');
        }
        return null;
    }

    private void href(List<? extends DocTree> attributes) {
        for (var attribute : attributes) {
            if (attribute instanceof AttributeTree each
                    && each.getName().contentEquals("href")
                    && each.getValue() != null) {
                var target = new StringBuilder();
                each.getValue().forEach(target::append);
                if (target.toString().startsWith("http")) {
                    html.append(" href=\"")
                            .append(target.toString().replace("\"", "%22"))
                            .append('"');
                }
            }
        }
    }

    @Override
    public Void visitEndElement(EndElementTree node, Void p) {
        var name = node.getName().toString().toLowerCase(Locale.ROOT);
        if (KEPT.contains(name)) {
            html.append("</").append(name).append('>');
        }
        return null;
    }

    @Override
    public Void visitParam(ParamTree node, Void p) {
        var name = node.getName().toString();
        code(node.isTypeParameter() ? "<" + name + ">" : name);
        html.append(" – ");
        all(node.getDescription());
        return null;
    }

    @Override
    public Void visitReturn(ReturnTree node, Void p) {
        if (node.isInline()) {
            html.append("Returns ");
        }
        all(node.getDescription());
        if (node.isInline()) {
            html.append('.');
        }
        return null;
    }

    @Override
    public Void visitThrows(ThrowsTree node, Void p) {
        code(name(node.getExceptionName()));
        html.append(" – ");
        all(node.getDescription());
        return null;
    }

    @Override
    public Void visitSince(SinceTree node, Void p) {
        all(node.getBody());
        return null;
    }

    @Override
    public Void visitSee(SeeTree node, Void p) {
        var reference = node.getReference();
        if (reference.size() > 1 && reference.getFirst() instanceof ReferenceTree) {
            all(reference.subList(1, reference.size()));
        } else {
            all(reference);
        }
        return null;
    }

    /** As Java writes it: {@code List.of(Object)} for {@code List#of(Object)}. */
    private static String name(ReferenceTree reference) {
        var signature = reference.getSignature();
        return signature.startsWith("#") ? signature.substring(1) : signature.replace('#', '.');
    }
}
