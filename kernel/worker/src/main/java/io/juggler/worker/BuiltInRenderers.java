package io.juggler.worker;

import io.juggler.api.MimeBundle;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How values are shown that no renderer of the class path is for. What fits into a line of text,
 * such as a short list of numbers, stays one.
 */
final class BuiltInRenderers {
    private static final long LARGEST_PICTURE = 20_000_000;
    private static final int STACK_LINES = 40;

    /** What a cause's stack has in common with the one above it. */
    private static final Pattern COMMON = Pattern.compile("\\t+\\.\\.\\. \\d+ more");

    /** How many frames of a throwable are shown, and of each of its causes. */
    private static final int FRAMES = 15;

    /** What {@link Object#toString} says, which tells nobody anything. */
    private static final Pattern IDENTITY = Pattern.compile("\\w@[0-9a-f]{1,8}\\b");

    private static final Pattern CELL =
            Pattern.compile("at cells:\\S*\\((cell \\[\\d+\\]):(\\d+)\\)");

    private static final Map<String, String> PICTURES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp",
                    "svg", "image/svg+xml");

    private final Function<Object, String> texts;
    private final Function<Object, MimeBundle> all;
    private final Tables tables;

    /**
     * @param texts how a value is written
     * @param all every form of a value, for one inside of another
     */
    BuiltInRenderers(Function<Object, String> texts, Function<Object, MimeBundle> all) {
        this.texts = texts;
        this.all = all;
        tables = new Tables(texts);
    }

    /** Every form of a value; null where there is nothing but its text. */
    MimeBundle render(Object value) {
        return switch (value) {
            case Number _, CharSequence _, Boolean _, Character _, Enum<?> _, Class<?> _ -> null;
            case Optional<?> optional -> optional.map(this::inside).orElse(null);
            case Path path -> picture(path);
            case Duration duration -> MimeBundle.text(text(duration));
            case Date date -> MimeBundle.text(date.toInstant().toString());
            case Calendar calendar -> MimeBundle.text(calendar.toInstant().toString());
            case Throwable thrown -> MimeBundle.text(stack(thrown));
            case Thread thread -> MimeBundle.text(text(thread));
            default -> {
                var chart = Charts.png(value);
                yield chart != null
                        ? MimeBundle.of(Images.PNG, chart, "a chart: " + value.getClass().getName())
                        : table(value);
            }
        };
    }

    private MimeBundle table(Object value) {
        boolean consumed = value instanceof java.util.stream.BaseStream<?, ?>;
        var line = consumed ? null : texts.apply(value);
        boolean isShort = line != null && line.length() <= Table.WIDTH && line.indexOf('\n') < 0;
        if (isShort && !isStructured(value)) {
            return null;
        }
        var table = tables.of(value);
        if (table == null) {
            return null;
        }
        var bundle = table.bundle();
        return isShort && !IDENTITY.matcher(line).find()
                ? bundle.with(MimeBundle.TEXT, line)
                : bundle;
    }

    /** Whether it has columns, so that a table says more than a line. */
    private static boolean isStructured(Object value) {
        return switch (value) {
            case Record _, Map<?, ?> _ -> true;
            case Iterable<?> all -> {
                var elements = all.iterator();
                yield elements.hasNext() && isRow(elements.next());
            }
            case Object[] all -> all.length > 0 && isRow(all[0]);
            default -> !value.getClass().isArray();
        };
    }

    private static boolean isRow(Object element) {
        return element instanceof Record
                || element instanceof Map<?, ?>
                || (element != null
                        && (element.getClass().isArray() || Tables.isBean(element.getClass())));
    }

    private MimeBundle inside(Object value) {
        var bundle = all.apply(value);
        return bundle.data().size() == 1
                ? null
                : bundle.with(MimeBundle.TEXT, "Optional of\n" + bundle.plainText());
    }

    private MimeBundle picture(Path path) {
        var name = path.toString();
        var type = PICTURES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        try {
            if (type == null || !Files.isRegularFile(path) || Files.size(path) > LARGEST_PICTURE) {
                return null;
            }
            return MimeBundle.of(
                    type,
                    type.endsWith("xml") ? Files.readString(path) : Files.readAllBytes(path),
                    name);
        } catch (IOException e) {
            return null; // then the path itself is all there is to see
        }
    }

    /** As it is said: {@code 1 h 2 min 3.5 s}; what Java writes stands behind. */
    static String text(Duration duration) {
        return said(duration) + " (" + duration + ")";
    }

    /** As it is said, alone. */
    static String said(Duration duration) {
        if (duration.isZero()) {
            return "0 s";
        }
        var positive = duration.abs();
        var text = new StringBuilder(duration.isNegative() ? "-" : "");
        if (positive.toDays() > 0) {
            text.append(positive.toDays()).append(" d ");
        }
        if (positive.toHoursPart() > 0) {
            text.append(positive.toHoursPart()).append(" h ");
        }
        if (positive.toMinutesPart() > 0) {
            text.append(positive.toMinutesPart()).append(" min ");
        }
        long ns = positive.toSecondsPart() * 1_000_000_000L + positive.toNanosPart();
        if (ns > 0) {
            text.append(
                    positive.toMinutes() > 0 || ns >= 1_000_000_000
                            ? number(ns / 1e9) + " s"
                            : ns >= 1_000_000
                                    ? number(ns / 1e6) + " ms"
                                    : ns >= 1_000 ? number(ns / 1e3) + " µs" : ns + " ns");
        }
        return text.toString().strip();
    }

    private static String number(double value) {
        return new java.math.BigDecimal(String.format(Locale.ROOT, "%.3f", value))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String stack(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        var lines =
                text.toString()
                        .lines()
                        // Their number counts frames that are not shown.
                        .filter(line -> !COMMON.matcher(line).matches())
                        .filter(line -> !line.contains("at io.juggler.worker."))
                        .filter(line -> !line.contains("at java.base/jdk.internal.reflect."))
                        .filter(line -> !line.contains("at java.base/java.lang.reflect.Method"))
                        .map(line -> CELL.matcher(line).replaceFirst("at $1, line $2"))
                        .toList();
        var shown = new ArrayList<String>();
        int frames = 0;
        for (var line : lines) {
            frames = line.startsWith("\tat ") ? frames + 1 : 0;
            if (frames <= FRAMES) {
                shown.add(line);
            } else if (frames == FRAMES + 1) {
                shown.add("\t…");
            }
        }
        return String.join("\n", shown);
    }

    private static String text(Thread thread) {
        var text = new StringBuilder();
        text.append(thread.isVirtual() ? "virtual thread " : "thread ")
                .append(thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName())
                .append(", ")
                .append(thread.getState().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (thread.isDaemon() && !thread.isVirtual()) {
            text.append(", daemon");
        }
        Arrays.stream(thread.getStackTrace())
                .map(frame -> CELL.matcher("at " + frame).replaceFirst("at $1, line $2"))
                .filter(line -> !line.startsWith("at io.juggler.worker."))
                .filter(line -> !line.contains("java.lang.Thread.getStackTrace"))
                .limit(STACK_LINES)
                .forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }
}
