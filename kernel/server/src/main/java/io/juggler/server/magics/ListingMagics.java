package io.juggler.server.magics;

import java.util.List;
import java.util.stream.Collectors;

/** What magics there are. */
@SuppressWarnings("OrphanedFormatString") // a percent sign begins a magic
final class ListingMagics {
    private static final int NAME_WIDTH = 16;
    private static final int WIDTH = 80;

    private ListingMagics() {}

    static List<KernelMagic> all() {
        return List.of(
                KernelMagic.line(
                                "lsmagic",
                                "%lsmagic",
                                "lists the magics",
                                (_, context) -> list(context.state().registry()))
                        .showing(),
                KernelMagic.line(
                                "help",
                                "%help [magic]",
                                "says how a magic is used",
                                ListingMagics::help)
                        .also("quickref", "magic")
                        .showing()
                        .completing(
                                (arguments, context) ->
                                        context.state().registry().names(false).stream()
                                                .filter(
                                                        arguments.getLast().isEmpty()
                                                                ? _ -> true
                                                                : name ->
                                                                        name.startsWith(
                                                                                arguments
                                                                                        .getLast()))
                                                .toList()));
    }

    private static String list(MagicRegistry registry) {
        var text = new StringBuilder();
        for (var magic : registry.kernelMagics()) {
            if (!MagicRegistry.isDirective(magic.name())) {
                text.append(row(signs(magic) + magic.name(), magic.summary()));
            }
        }
        registry.userMagics().forEach((name, summary) -> text.append(row("%" + name, summary)));
        return text.append("%help NAME says how one is used.").toString();
    }

    private static String signs(KernelMagic magic) {
        return switch (magic.kind()) {
            case LINE -> "%";
            case CELL -> "%%";
            case BOTH -> "%, %%";
        };
    }

    /** A name and what it is good for, in at most 80 columns. */
    private static String row(String name, String summary) {
        var row = new StringBuilder();
        var line = new StringBuilder(("%-" + NAME_WIDTH + "s").formatted(name));
        for (var word : summary.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                row.append(line).append('\n');
                line = new StringBuilder(" ".repeat(NAME_WIDTH));
            }
            line.append(' ').append(word);
        }
        return row.append(line.toString().stripTrailing()).append('\n').toString();
    }

    private static String help(Call call, MagicContext context) throws MagicFailure {
        var registry = context.state().registry();
        if (call.arguments().isEmpty()) {
            return list(registry);
        }
        var name = call.arguments().getFirst().replaceFirst("^%{1,2}", "");
        if (registry.isUsers(name)) {
            return "%" + name + "\n" + registry.summary(name);
        }
        var magic =
                registry.kernel(name)
                        .orElseThrow(() -> new MagicFailure(registry.undefined(name, false)));
        var others =
                magic.names().stream()
                        .filter(each -> !each.equals(magic.name()))
                        .map(each -> "%" + each)
                        .collect(Collectors.joining(", "));
        return magic.usage()
                + "\n"
                + magic.summary()
                + (others.isEmpty() ? "" : "\nAlso called " + others + ".");
    }
}
