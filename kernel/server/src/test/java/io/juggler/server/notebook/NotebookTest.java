package io.juggler.server.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class NotebookTest {

    @Test
    void whatIsReadIsWrittenAgainByteByByteWhereJupyterWroteIt(@TempDir Path folder)
            throws IOException {
        // As nbformat 5.10 writes it; with fields that this kernel knows nothing of.
        var text =
                """
                {
                 "cells": [
                  {
                   "cell_type": "markdown",
                   "id": "a1",
                   "metadata": {},
                   "source": [
                    "# Tïtle 🎪\\n",
                    "text"
                   ],
                   "strange": [
                    1.50,
                    12345678901234567890
                   ]
                  },
                  {
                   "cell_type": "code",
                   "execution_count": null,
                   "id": "a2",
                   "metadata": {
                    "tags": [
                     "check",
                     "raises-exception"
                    ]
                   },
                   "outputs": [],
                   "source": "var a = \\"<1>\\";"
                  }
                 ],
                 "metadata": {
                  "kernelspec": {
                   "name": "java"
                  },
                  "vendor": {
                   "x": null
                  }
                 },
                 "nbformat": 4,
                 "nbformat_minor": 5
                }
                """;
        var file = folder.resolve("a.ipynb");
        Files.writeString(file, text);
        var notebook = Notebook.read(file);
        assertEquals("# Tïtle 🎪\ntext", notebook.cells().get(0).source());
        assertEquals("var a = \"<1>\";", notebook.cells().get(1).source());
        assertTrue(notebook.cells().get(1).tags().contains("raises-exception"));
        var copy = folder.resolve("b.ipynb");
        notebook.write(copy);
        assertEquals(text, Files.readString(copy));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | not a notebook: it is no JSON",
                "{ | not a notebook: it is no JSON",
                "'' | not a notebook",
                "[1] | not a notebook: it has no nbformat",
                "{\"nbformat\": \"4\"} | not a notebook: it has no nbformat",
                "{\"nbformat\": 4} | not a notebook: it has no cells",
                "{\"nbformat\": 4, \"cells\": [3]} | not a notebook: its cell 1 has no cell_type",
                "{\"nbformat\": 3, \"worksheets\": []} | a notebook of format 3",
            })
    void aFileThatIsNoNotebookIsRefusedInOneLineThatNamesIt(
            String text, String reason, @TempDir Path folder) throws IOException {
        var file = folder.resolve("x.ipynb");
        Files.writeString(file, text);
        var refusal = assertThrows(NotebookException.class, () -> Notebook.read(file));
        assertTrue(refusal.getMessage().startsWith(file + ": " + reason), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count());
    }

    @Test
    void aFileThatIsMissingOrNotTextIsRefusedInOneLine(@TempDir Path folder) throws IOException {
        var missing = folder.resolve("x.ipynb");
        assertEquals(
                missing + ": there is no such file",
                assertThrows(NotebookException.class, () -> Notebook.read(missing)).getMessage());
        var binary = folder.resolve("y.ipynb");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertEquals(
                binary + ": not a notebook: it is no UTF-8 text",
                assertThrows(NotebookException.class, () -> Notebook.read(binary)).getMessage());
    }
}
