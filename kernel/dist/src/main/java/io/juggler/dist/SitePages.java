package io.juggler.dist;

import io.juggler.server.notebook.HtmlPage;
import io.juggler.server.notebook.Notebook;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A folder of notebooks as pages that lead to each other. Those whose names begin with a number are
 * lessons, in that order; number 00 is the index.
 *
 * @param names the notebooks' names without their ending, in their order
 */
record SitePages(List<String> names) {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"/:#]+)\\.ipynb(#[^\"]*)?\"");
    private static final Pattern LESSON = Pattern.compile("\\d\\d-.*");

    SitePages {
        names = List.copyOf(names);
    }

    /** The file of a notebook's page. */
    static String file(String name) {
        return name.startsWith("00-") ? "index.html" : name + ".html";
    }

    /** The page of a notebook, which may hold outputs. */
    String page(String name, Notebook notebook) {
        var page = HtmlPage.of(notebook, name);
        page =
                LINK.matcher(page)
                        .replaceAll(
                                link ->
                                        "href=\""
                                                + file(link.group(1))
                                                + (link.group(2) == null ? "" : link.group(2))
                                                + "\"");
        var ways = ways(name);
        return page.replaceFirst("<main>\n", "<main>\n" + ways)
                .replaceFirst("</main>", ways + "</main>");
    }

    private String ways(String name) {
        var lessons = names.stream().filter(each -> LESSON.matcher(each).matches()).toList();
        int at = lessons.indexOf(name);
        var ways = new StringBuilder("<nav>\n");
        if (at > 0) {
            ways.append(way(lessons.get(at - 1), "← " + title(lessons.get(at - 1))));
        }
        if (at != 0) {
            ways.append("<a href=\"index.html\">All lessons</a>\n");
        }
        ways.append("<a href=\"%s.ipynb\" download>This notebook</a>\n".formatted(name));
        if (at >= 0 && at + 1 < lessons.size()) {
            ways.append(way(lessons.get(at + 1), title(lessons.get(at + 1)) + " →"));
        }
        return ways.append("</nav>\n").toString();
    }

    private static String way(String name, String words) {
        return "<a href=\"%s\">%s</a>\n".formatted(file(name), words);
    }

    /** Such as "1 One juggler many balls". */
    private static String title(String name) {
        int number = Integer.parseInt(name.substring(0, 2));
        if (number == 0) {
            return "Start";
        }
        var words = name.substring(3).replace('-', ' ');
        return number + " " + Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
