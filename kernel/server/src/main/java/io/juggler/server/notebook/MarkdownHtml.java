package io.juggler.server.notebook;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows Markdown as notebooks use it: with tables, HTML and attached images. */
final class MarkdownHtml {
    private static final String ATTACHMENT = "attachment:";

    private final List<Extension> extensions = List.of(TablesExtension.create());
    private final Parser parser = Parser.builder().extensions(extensions).build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder()
                    .extensions(extensions)
                    .nodeRendererFactory(JavaBlocks::new)
                    .build();

    /**
     * The text as HTML.
     *
     * @param attachments the cell's images, as data URIs by their names
     */
    String render(String markdown, Map<String, String> attachments) {
        var document = parser.parse(markdown);
        document.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Image image) {
                        var target = image.getDestination();
                        if (target.startsWith(ATTACHMENT)) {
                            image.setDestination(
                                    attachments.getOrDefault(
                                            target.substring(ATTACHMENT.length()), target));
                        }
                        visitChildren(image);
                    }
                });
        return renderer.render(document);
    }

    /** Colours the blocks that say that they are Java. */
    private record JavaBlocks(HtmlNodeRendererContext context) implements NodeRenderer {
        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            var block = (FencedCodeBlock) node;
            var language = block.getInfo() == null ? "" : block.getInfo().strip();
            var html = context.getWriter();
            html.line();
            html.tag("pre");
            html.tag("code");
            if (language.equals("java")) {
                html.raw(JavaHtml.highlight(block.getLiteral()));
            } else {
                html.text(block.getLiteral());
            }
            html.tag("/code");
            html.tag("/pre");
            html.line();
        }
    }
}
