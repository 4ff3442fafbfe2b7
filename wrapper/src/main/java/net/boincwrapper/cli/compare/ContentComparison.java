package net.boincwrapper.cli.compare;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/** Compares two contents by what they are, which their first bytes tell, and not their names. */
final class ContentComparison {
  private static final int CHUNK = 1 << 16;
  private static final int HEAD = 8;

  private final Rule rule;
  private final Differences found = new Differences();

  private enum Kind {
    ARRAY,
    ARCHIVE,
    TEXT;

    static Kind of(Content content) throws IOException {
      byte[] head = content.head(HEAD);
      if (NpyHeader.isAt(head)) {
        return ARRAY;
      }
      boolean isArchive =
          head.length >= 4
              && head[0] == 'P'
              && head[1] == 'K'
              && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
      return isArchive ? ARCHIVE : TEXT;
    }
  }

  ContentComparison(Rule rule) {
    this.rule = rule;
  }

  /**
   * Finds out how two contents differ.
   *
   * @throws IOException if one of them cannot be read
   */
  static Differences compare(Content a, Content b, Rule rule) throws IOException {
    ContentComparison comparison = new ContentComparison(rule);
    comparison.compare(a, b, true);
    return comparison.found;
  }

  private void compare(Content a, Content b, boolean archivesToo) throws IOException {
    if (mismatch(a, b) < 0) {
      return;
    }
    try {
      compareByKind(Content.unpacked(a), Content.unpacked(b), archivesToo);
    } catch (NotOfThisKind e) {
      bytes(a, b, " (" + e.getMessage() + ")");
    } catch (ZipException | EOFException e) {
      bytes(a, b, " (the compressed data are damaged)");
    }
  }

  private void compareByKind(Content a, Content b, boolean archivesToo)
      throws IOException, NotOfThisKind {
    Kind kind = Kind.of(a);
    if (kind != Kind.of(b) || (kind == Kind.ARCHIVE && !archivesToo)) {
      bytes(a, b, "");
      return;
    }
    switch (kind) {
      case ARRAY -> new NpyComparison(rule, found).compare(a, b);
      case ARCHIVE -> new ZipComparison(this::compareEntries, found).compare(a, b);
      case TEXT -> compareTexts(a, b);
    }
  }

  private void compareTexts(Content a, Content b) throws IOException, NotOfThisKind {
    Optional<Object> x = json(a);
    Optional<Object> y = x.isEmpty() ? x : json(b);
    if (x.isPresent() && y.isPresent()) {
      new JsonComparison(rule, found).compare(x.get(), y.get());
    } else {
      new TextComparison(rule, found).compare(a, b);
    }
  }

  private static Optional<Object> json(Content content) throws IOException {
    try {
      return Optional.of(JsonDocument.read(content));
    } catch (NotOfThisKind e) {
      return Optional.empty();
    }
  }

  private void compareEntries(String name, Content a, Content b) throws IOException {
    ContentComparison entry = new ContentComparison(rule);
    entry.compare(a, b, false);
    found.addAll(Shown.of(name), entry.found);
  }

  private void bytes(Content a, Content b, String also) throws IOException {
    long place = mismatch(a, b);
    if (place >= 0) {
      found.add("", "differs from byte " + place + " on" + also);
    }
  }

  /** -1 if the bytes are the same, as {@link java.nio.file.Files#mismatch}. */
  private static long mismatch(Content a, Content b) throws IOException {
    try (InputStream x = a.open();
        InputStream y = b.open()) {
      long before = 0;
      while (true) {
        byte[] of = x.readNBytes(CHUNK);
        byte[] and = y.readNBytes(CHUNK);
        int place = Arrays.mismatch(of, and);
        if (place >= 0) {
          return before + place;
        }
        if (of.length == 0) {
          return -1;
        }
        before += of.length;
      }
    }
  }
}
