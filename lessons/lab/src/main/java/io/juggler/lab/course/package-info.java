/**
 * What the exercises of the course ask for: one class for each lesson, {@code Lesson01}, {@code
 * Lesson02} and so on. A class is found by its name; there is no list to add it to.
 */
package io.juggler.lab.course;
