package io.juggler.dist.lessons;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a lesson's text: lengths, numbers, links, pictures, headings. */
final class LessonProse {

    /** These state findings, and findings are the learner's own. */
    private static final Set<String> FINDINGS = Set.of("explain", "myth", "takeaway", "exit");

    private static final Pattern TERM = Pattern.compile("\\*\\*(.+?)\\*\\*");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern TABLE = Pattern.compile("(?m)^\\|.*$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]+");
    private static final Pattern LINK = Pattern.compile("(!?)\\[([^\\]]*)]\\(([^)\\s]*)\\)");
    private static final Pattern IMAGE = Pattern.compile("(?i)<img\\b[^>]*>");
    private static final Pattern ALT = Pattern.compile("(?i)\\balt=\"[^\"]+\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) +\\S.*$");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

    /** Numbers that name something and measure nothing. */
    private static final Pattern NAME =
            Pattern.compile(
                    "\\b(?:JEPs?|JDK|Java|Python|PEP|Go|C#|\\.NET|Node(?:\\.js)?|ES|HTTP|CUDA|ROCm"
                            + "|lessons?|Lessons?|Myth|Hint|UTF|SHA)[ /-]?\\d+(?:\\.\\d+)*"
                            + "(?:(?:,| and| to) \\d+)*|\\bp(?:50|95|99)\\b|(?m:^\\d+\\. )");

    private static final int MOST_TERMS = 7;
    private static final int MOST_SENTENCES = 3;
    private static final int MOST_QUESTIONS = 2;

    private final Lesson lesson;
    private final List<String> faults = new ArrayList<>();

    private LessonProse(Lesson lesson) {
        this.lesson = lesson;
    }

    static List<String> faults(Lesson lesson) {
        var prose = new LessonProse(lesson);
        var level = 0;
        for (var cell : lesson.cells()) {
            if (!cell.code()) {
                prose.lengths(cell);
                prose.numbers(cell);
                prose.links(cell);
                level = prose.headings(cell, level);
                if (cell.source().contains("<script")) {
                    prose.fault(cell, "has a script");
                }
            }
        }
        return prose.faults;
    }

    /** The terms in bold, in their order. */
    static Set<String> terms(Lesson lesson) {
        var terms = new LinkedHashSet<String>();
        for (var cell : lesson.cells()) {
            if (!cell.code()) {
                TERM.matcher(withoutCode(cell.source()))
                        .results()
                        .forEach(term -> terms.add(term.group(1)));
            }
        }
        return terms;
    }

    /**
     * What is wrong with the terms that are new in a lesson.
     *
     * @param known those of the lessons before it; gets the new ones
     * @param glossary headings of the glossary, in lower case
     */
    static List<String> faultsOfTerms(Lesson lesson, Set<String> known, Set<String> glossary) {
        var faults = new ArrayList<String>();
        var terms = new LinkedHashSet<>(terms(lesson));
        terms.removeAll(known);
        if (terms.size() > MOST_TERMS) {
            faults.add(lesson + " has " + terms.size() + " new terms: " + terms);
        }
        for (var term : terms) {
            if (!glossary.contains(term.toLowerCase(java.util.Locale.ROOT))) {
                faults.add(
                        "the glossary lacks "
                                + term
                                + ", of "
                                + lesson
                                + ": lessons/docs/glossary.md");
            }
        }
        known.addAll(terms);
        return faults;
    }

    private void fault(Lesson.Cell cell, String what) {
        faults.add(cell.id() + ": " + what);
    }

    private void lengths(Lesson.Cell cell) {
        switch (cell.tag()) {
            case "analogy" -> {
                wordsAtMost(120, cell);
                if (cell.equals(lastText("analogy"))
                        && !cell.source().contains("*Where this breaks:*")) {
                    fault(cell, "does not say \"*Where this breaks:*\"");
                }
            }
            case "explain" -> wordsAtMost(200, cell);
            case "takeaway" -> {
                long sentences =
                        Pattern.compile("[.!?](?:\\s|$)")
                                .matcher(withoutHeadings(withoutCode(cell.source())))
                                .results()
                                .count();
                if (sentences > MOST_SENTENCES) {
                    fault(cell, "has " + sentences + " sentences, over " + MOST_SENTENCES);
                }
            }
            case "exit" -> {
                long questions = cell.source().chars().filter(c -> c == '?').count();
                if (questions < 1 || questions > MOST_QUESTIONS) {
                    fault(cell, "asks " + questions + " questions, not 1 or " + MOST_QUESTIONS);
                }
            }
            default -> {}
        }
    }

    private Lesson.Cell lastText(String tag) {
        return lesson.cells().stream()
                .filter(cell -> !cell.code() && cell.tag().equals(tag))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private void wordsAtMost(int most, Lesson.Cell cell) {
        var text = withoutCode(TABLE.matcher(cell.source()).replaceAll(""));
        text = LINK.matcher(text).replaceAll("$2");
        long words = WORD.matcher(text).results().count();
        if (words > most) {
            fault(cell, "has " + words + " words, over " + most);
        }
    }

    /** A finding has none; elsewhere only those that stand in code as well. */
    private void numbers(Lesson.Cell cell) {
        var text = LINK.matcher(withoutCode(cell.source())).replaceAll("$2");
        text = NAME.matcher(text).replaceAll(" ");
        text = text.replaceAll("<[^>]*>", " ");
        if (cell.equals(lesson.cells().getFirst())) {
            text = text.replaceAll("About \\d+ minutes", "");
        }
        boolean finding = FINDINGS.contains(cell.tag());
        var inCode = finding ? Set.<String>of() : numbersOfCode();
        var why =
                finding
                        ? ": here only what the learner measured counts, so let a cell print it"
                        : ", which stands in no code of the lesson";
        NUMBER.matcher(text)
                .results()
                .map(number -> number.group())
                .filter(number -> !inCode.contains(number.replace(",", "")))
                .forEach(number -> fault(cell, "states the number " + number + why));
    }

    private Set<String> numbersOfCode() {
        return lesson.cells().stream()
                .filter(Lesson.Cell::code)
                .flatMap(
                        cell ->
                                NUMBER.matcher(cell.source().replaceAll("(?<=\\d)_(?=\\d)", ""))
                                        .results())
                .map(number -> number.group())
                .collect(Collectors.toUnmodifiableSet());
    }

    private void links(Lesson.Cell cell) {
        var text = withoutCode(cell.source());
        LINK.matcher(text)
                .results()
                .forEach(
                        link -> {
                            if (!link.group(1).isEmpty() && link.group(2).isBlank()) {
                                fault(cell, "has a picture without a text: " + link.group(3));
                            }
                            if (link.group(1).isEmpty() && link.group(2).isBlank()) {
                                fault(cell, "has a link without words: " + link.group(3));
                            }
                            target(cell, link.group(3));
                        });
        IMAGE.matcher(text)
                .results()
                .filter(image -> !ALT.matcher(image.group()).find())
                .forEach(image -> fault(cell, "has a picture without a text: " + image.group()));
    }

    private void target(Lesson.Cell cell, String address) {
        if (address.startsWith("https://") || address.startsWith("#")) {
            return;
        }
        var file = address.replaceAll("#.*", "");
        if (file.contains("/")) {
            fault(cell, "links to " + address + ": wanted is a notebook beside it, or https://");
        } else if (file.isEmpty() || !Files.exists(Lesson.folder().resolve(file))) {
            fault(cell, "links to " + address + ", which is not there");
        }
    }

    private int headings(Lesson.Cell cell, int before) {
        var level = before;
        for (var heading :
                HEADING.matcher(FENCED.matcher(cell.source()).replaceAll("")).results().toList()) {
            int deep = heading.group(1).length();
            if (deep == 1 ? level != 0 : deep > level + 1) {
                fault(cell, "a heading of level " + deep + " after one of level " + level);
            }
            level = deep;
        }
        return level;
    }

    private static String withoutCode(String text) {
        return CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
    }

    private static String withoutHeadings(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
    }

    /** What the glossary explains, in lower case. */
    static Set<String> headings(String markdown) {
        var terms = new HashSet<String>();
        HEADING.matcher(markdown)
                .results()
                .map(heading -> heading.group().replaceFirst("^#+ +", ""))
                .forEach(term -> terms.add(term.toLowerCase(java.util.Locale.ROOT)));
        return terms;
    }
}
