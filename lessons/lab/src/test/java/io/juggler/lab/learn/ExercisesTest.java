package io.juggler.lab.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashSet;
import java.util.List;

class ExercisesTest {

    static List<LessonCheck<?>> ofCourse() {
        var all = Exercises.ofCourse();
        assertTrue(!all.isEmpty());
        return all;
    }

    @ParameterizedTest
    @MethodSource("ofCourse")
    void areFoundByTheNumberInTheirClassesName(LessonCheck<?> check) {
        var number = check.lesson().substring(0, 2);
        assertEquals("Lesson" + number, check.getClass().getSimpleName());
        assertEquals(check.lesson(), Exercises.of(number).lesson());
        assertEquals(check.lesson(), Exercises.of(check.lesson()).lesson());
        assertThrows(IllegalArgumentException.class, () -> Exercises.of(number + "-another"));
    }

    @ParameterizedTest
    @MethodSource("ofCourse")
    void nameEachRequirementOnceAndBriefly(LessonCheck<?> check) {
        var names = new HashSet<String>();
        for (var requirement : check.requirements()) {
            var name = requirement.name();
            assertTrue(names.add(name), name);
            assertTrue(name.length() <= 60 && name.equals(name.strip()), name);
        }
        assertTrue(names.size() >= 2, () -> check.lesson() + " asks for " + names);
    }
}
