package io.juggler.dist;

import io.juggler.server.notebook.HtmlPage;
import io.juggler.server.notebook.Notebook;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of notebooks as pages that lead to each other. Those whose names begin with a number are
 * lessons, in that order; number 00 is the index.
 *
 * @param sources the notebooks, in their order
 */
record SitePages(List<Source> sources) {

    /**
     * A notebook.
     *
     * @param name without its ending
     * @param title its first heading, as HTML
     */
    record Source(String name, String title) {
        boolean isLesson() {
            return LESSON.matcher(name).matches();
        }

        String words() {
            int number = Integer.parseInt(name.substring(0, 2));
            return number == 0 ? title : number + " " + title;
        }
    }

    private static final Pattern LINK = Pattern.compile("href=\"([^\"/:#]+)\\.ipynb(#[^\"]*)?\"");
    private static final Pattern LESSON = Pattern.compile("\\d\\d-.*");
    private static final Pattern PART =
            Pattern.compile("<section class=\"markdown\" id=\"([^\"]+)\">\n<h2>(.*?)</h2>");

    /** With fewer, all of them are in sight at once. */
    private static final int FEWEST_PARTS = 5;

    SitePages {
        sources = List.copyOf(sources);
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
                                        Matcher.quoteReplacement(
                                                "href=\""
                                                        + file(link.group(1))
                                                        + (link.group(2) == null
                                                                ? ""
                                                                : link.group(2))
                                                        + "\""));
        var ways = ways(name);
        return page.replace("<main>\n", "<main>\n" + ways + contents(page))
                .replace("</main>", ways + "</main>");
    }

    /** Links to the parts of a page, folded. */
    private static String contents(String page) {
        var parts = PART.matcher(page).results().toList();
        if (parts.size() < FEWEST_PARTS) {
            return "";
        }
        var links = new StringBuilder();
        for (var part : parts) {
            links.append(
                    "<li><a href=\"#%s\">%s</a></li>\n".formatted(part.group(1), part.group(2)));
        }
        return """
        <details class="contents"><summary>On this page</summary>
        <ul>
        %s</ul>
        </details>
        """
                .formatted(links);
    }

    private String ways(String name) {
        var lessons = sources.stream().filter(Source::isLesson).toList();
        int at = lessons.stream().map(Source::name).toList().indexOf(name);
        var ways = new StringBuilder("<nav>\n");
        if (at > 0) {
            ways.append(way(lessons.get(at - 1), "← " + lessons.get(at - 1).words()));
        }
        if (at != 0) {
            ways.append("<a href=\"index.html\">All lessons</a>\n");
        }
        ways.append("<a href=\"%s.ipynb\" download>This notebook</a>\n".formatted(name));
        if (at >= 0 && at + 1 < lessons.size()) {
            ways.append(way(lessons.get(at + 1), lessons.get(at + 1).words() + " →"));
        }
        return ways.append("</nav>\n").toString();
    }

    private static String way(Source to, String words) {
        return "<a href=\"%s\">%s</a>\n".formatted(file(to.name()), words);
    }
}
