package moments.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderNotebooksTest {
  @TempDir private Path originals = Path.of("");

  private final List<String> notices = new ArrayList<>();
  private Path mine = Path.of("");

  @BeforeEach
  void aNotebook() throws IOException {
    mine = originals.resolve("mine");
    original("as it came, see [Adam](../src/Adam.java)");
    refresh();
  }

  private void original(String text) throws IOException {
    Files.writeString(originals.resolve("08-adam.ipynb"), text);
  }

  private void refresh() {
    ReaderNotebooks.refresh(originals, mine, notices::add);
  }

  private String copy(String name) throws IOException {
    return Files.readString(mine.resolve(name));
  }

  @Test
  void aCopyLinksToTheSameFiles() throws IOException {
    assertEquals("as it came, see [Adam](../../src/Adam.java)", copy("08-adam.ipynb"));
    assertEquals(List.of(), notices);
  }

  @Test
  void aCopyOpensAsIfNothingHadRun() throws IOException {
    Files.delete(mine.resolve("08-adam.ipynb"));
    original(
        """
        {"cells": [{"cell_type": "code", "execution_count": 3, "outputs": [{"text": "<7>"}],
        "source": ["1 < 2"]}, {"cell_type": "markdown", "source": []}], "nbformat": 4}
        """);
    refresh();

    assertEquals(
        """
        {
         "cells": [
          {
           "cell_type": "code",
           "execution_count": null,
           "outputs": [],
           "source": [
            "1 < 2"
           ]
          },
          {
           "cell_type": "markdown",
           "source": []
          }
         ],
         "nbformat": 4
        }
        """,
        copy("08-adam.ipynb"));
  }

  @Test
  void onlyNotebooksAreCopied() throws IOException {
    Files.writeString(originals.resolve("README.md"), "read me");
    refresh();
    assertFalse(Files.exists(mine.resolve("README.md")));
  }

  @Test
  void whatTheReaderWroteStays() throws IOException {
    Files.writeString(mine.resolve("08-adam.ipynb"), "with my notes");
    refresh();

    assertEquals("with my notes", copy("08-adam.ipynb"));
    assertFalse(Files.exists(mine.resolve("08-adam-2.ipynb")));
    assertEquals(List.of(), notices);
  }

  @Test
  void aNewerVersionIsPutBesideOnce() throws IOException {
    Files.writeString(mine.resolve("08-adam.ipynb"), "with my notes");
    original("better");
    refresh();
    refresh();
    original("better still");
    refresh();

    assertEquals("with my notes", copy("08-adam.ipynb"));
    assertEquals("better", copy("08-adam-2.ipynb"));
    assertEquals("better still", copy("08-adam-3.ipynb"));
    assertEquals(2, notices.size());
    assertEquals(
        "08-adam.ipynb has changed: the new one is %s, yours stays as it is"
            .formatted(mine.resolve("08-adam-2.ipynb")),
        notices.get(0));
  }

  @Test
  void aCopyThatNobodyWroteInBecomesTheNewerVersion() throws IOException {
    original("better, see [Adam](../src/Adam.java)");
    refresh();

    assertEquals("better, see [Adam](../../src/Adam.java)", copy("08-adam.ipynb"));
    assertEquals(List.of(), notices);
  }

  @Test
  void aCopyThatWasDeletedComesAnew() throws IOException {
    Files.delete(mine.resolve("08-adam.ipynb"));
    refresh();
    assertTrue(copy("08-adam.ipynb").startsWith("as it came"));
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path none = originals.resolve("none");
    var error =
        assertThrows(
            UncheckedIOException.class, () -> ReaderNotebooks.refresh(none, mine, notices::add));
    assertEquals("Cannot list " + none, error.getMessage());
  }
}
