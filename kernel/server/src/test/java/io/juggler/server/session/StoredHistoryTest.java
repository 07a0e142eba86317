package io.juggler.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.server.protocol.Reply.PastCells.Entry;
import io.juggler.server.protocol.Request.History.Access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

class StoredHistoryTest {
    @TempDir Path folder;

    @Test
    void cellsAreKeptAcrossRestarts() {
        try (var first = history()) {
            first.add(1, "int a = 1;", null);
            first.add(2, "a + 1", "2");
            assertEquals(2, first.entries(new Access.Tail(9)).size());
        }
        try (var second = history()) {
            second.add(1, "a + 2", "3");
            assertEquals(
                    List.of(new Entry(1, 2, "a + 1", "2"), new Entry(2, 1, "a + 2", "3")),
                    second.entries(new Access.Tail(2)));
            assertEquals(
                    List.of(new Entry(1, 1, "int a = 1;", null)),
                    second.entries(new Access.Range(-1, 1, 2)));
            assertEquals(
                    List.of(new Entry(1, 2, "a + 1", "2")),
                    second.entries(new Access.Range(1, 2, 10)));
            assertEquals(
                    List.of(new Entry(2, 1, "a + 2", "3")),
                    second.entries(new Access.Range(0, 1, 10)));
        }
    }

    @Test
    void aSearchFindsTheLatestThatMatch() {
        try (var history = history()) {
            history.add(1, "1 + 1", "2");
            history.add(2, "a[0]\n+ 1", null);
            history.add(3, "1 + 1", "2");
            history.add(4, "other", null);
            assertEquals(List.of(1, 3), lines(history, new Access.Search("1 + ?", 10, false)));
            assertEquals(List.of(3), lines(history, new Access.Search("1 + ?", 10, true)));
            assertEquals(List.of(3), lines(history, new Access.Search("1*", 1, false)));
            assertEquals(List.of(2), lines(history, new Access.Search("a[0]*", 10, false)));
            assertEquals(List.of(1, 2, 3), lines(history, new Access.Search("*+ 1", 10, false)));
            assertEquals(List.of(), lines(history, new Access.Search("*", 0, false)));
        }
    }

    @Test
    void twoKernelsHaveASessionEach() {
        try (var first = history();
                var second = history()) {
            first.add(1, "first", null);
            second.add(1, "second", null);
            assertEquals(1, first.entries(new Access.Range(0, 1, 9)).size());
            assertEquals(1, second.entries(new Access.Range(0, 1, 9)).size());
            assertEquals(2, first.entries(new Access.Tail(9)).size());
        }
    }

    @Test
    void nothingIsThereBeforeACellRan() {
        try (var history = history()) {
            assertFalse(Files.exists(file()));
            assertEquals(List.of(), history.entries(new Access.Tail(9)));
        }
    }

    @Test
    void whatAKernelLeavesThatEndsAtOnceIsTakenInLater() throws Exception {
        try (var first = slow()) {
            first.add(1, "ä", null);
            first.add(2, "b", "c");
        }
        assertFalse(Files.exists(file()));
        try (var second = history()) {
            assertEquals(
                    List.of(new Entry(1, 1, "ä", null), new Entry(1, 2, "b", "c")),
                    second.entries(new Access.Tail(9)));
        }
        try (var third = history();
                var files = Files.newDirectoryStream(file().getParent(), "cells*")) {
            assertEquals(2, third.entries(new Access.Tail(9)).size());
            assertFalse(files.iterator().hasNext());
        }
    }

    @Test
    void onlyItsOwnerReadsTheFile() throws Exception {
        try (var history = history()) {
            history.add(1, "a", null);
            history.entries(new Access.Tail(1));
        }
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void whereTheFileCannotBeUsedThereAreTheCellsOfThisProcess() throws Exception {
        Files.createDirectories(file());
        try (var history = history()) {
            history.add(1, "a", "b");
            assertEquals(List.of(new Entry(1, 1, "a", "b")), history.entries(new Access.Tail(9)));
        }
        assertTrue(Files.isDirectory(file()));
    }

    private Path file() {
        return folder.resolve("state").resolve("history.sqlite");
    }

    private StoredHistory history() {
        return new StoredHistory(file(), Duration.ofMillis(1));
    }

    private StoredHistory slow() {
        return new StoredHistory(file(), Duration.ofHours(1));
    }

    private static List<Integer> lines(StoredHistory history, Access access) {
        return history.entries(access).stream().map(Entry::line).toList();
    }
}
