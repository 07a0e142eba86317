package io.juggler.lab.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * Where checks come from: libraries of lessons provide theirs as services; those of this course are
 * found by their number, so that no list of them has to be kept.
 */
final class Exercises {
    private static final Pattern NUMBER = Pattern.compile("(\\d\\d)(-.*)?");
    private static final String COURSE = "io.juggler.lab.course.Lesson";

    private Exercises() {}

    /**
     * The check of a lesson.
     *
     * @param lesson as its notebook is called, or the number it begins with
     * @throws IllegalArgumentException when there is no such lesson
     */
    static LessonCheck<?> of(String lesson) {
        Objects.requireNonNull(lesson, "name the lesson, as in \"04\"");
        var known = new ArrayList<String>();
        for (LessonCheck<?> check :
                ServiceLoader.load(
                        LessonCheck.class, Thread.currentThread().getContextClassLoader())) {
            if (isNamed(check, lesson)) {
                return check;
            }
            known.add(check.lesson());
        }
        var number = NUMBER.matcher(lesson);
        if (number.matches()) {
            var check = ofCourse(Integer.parseInt(number.group(1)));
            if (check.isPresent() && isNamed(check.get(), lesson)) {
                return check.get();
            }
        }
        ofCourse().forEach(check -> known.add(check.lesson()));
        throw new IllegalArgumentException(
                "there is no exercise for a lesson \""
                        + lesson
                        + "\"; there are "
                        + String.join(", ", known));
    }

    private static boolean isNamed(LessonCheck<?> check, String lesson) {
        return check.lesson().equals(lesson) || check.lesson().startsWith(lesson + "-");
    }

    /** Those of this course. */
    static List<LessonCheck<?>> ofCourse() {
        var all = new ArrayList<LessonCheck<?>>();
        for (int number = 1; number < 100; number++) {
            ofCourse(number).ifPresent(all::add);
        }
        return all;
    }

    private static Optional<LessonCheck<?>> ofCourse(int number) {
        try {
            return Optional.of(
                    Class.forName(COURSE + String.format(Locale.ROOT, "%02d", number))
                            .asSubclass(LessonCheck.class)
                            .getConstructor()
                            .newInstance());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("lesson " + number + " has no check to use", e);
        }
    }
}
