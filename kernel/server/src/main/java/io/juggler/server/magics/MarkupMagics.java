package io.juggler.server.magics;

import io.juggler.api.MimeBundle;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cells of markup, and pictures. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class MarkupMagics {
    private static final Map<String, String> PICTURES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp",
                    "svg", "image/svg+xml");

    private MarkupMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                markup("html", "text/html", "HTML"),
                markup("markdown", "text/markdown", "Markdown"),
                markup("latex", "text/latex", "LaTeX"),
                markup("svg", "image/svg+xml", "an SVG picture"),
                markup("javascript", "application/javascript", "JavaScript, in the browser")
                        .also("js"),
                KernelMagic.line("image", "%image file", "shows a picture", MarkupMagics::image)
                        .completing(ClassPathMagics.Paths::complete));
    }

    private static KernelMagic markup(String name, String type, String what) {
        return KernelMagic.cell(
                name,
                "%%" + name,
                "shows the cell's text as " + what,
                (call, context) -> {
                    context.display(MimeBundle.of(type, call.body(), call.body()));
                    return null;
                });
    }

    private static Object image(Call call, MagicContext context) throws MagicFailure, IOException {
        var written = call.arguments().size() == 1 ? call.arguments().getFirst() : call.rest();
        if (written.isEmpty()) {
            throw new MagicFailure("which file? %image file");
        }
        var file = context.path(written);
        var extension = written.substring(written.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var type = PICTURES.get(extension);
        if (type == null) {
            throw new MagicFailure(
                    "a picture's name ends in one of "
                            + String.join(", ", PICTURES.keySet().stream().sorted().toList()));
        }
        context.display(
                MimeBundle.of(
                        type,
                        extension.equals("svg") ? Files.readString(file) : Files.readAllBytes(file),
                        file.getFileName() + " (" + Files.size(file) + " bytes)"));
        return null;
    }
}
