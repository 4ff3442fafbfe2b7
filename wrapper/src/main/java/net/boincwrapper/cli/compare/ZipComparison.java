package net.boincwrapper.cli.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Compares two archives, such as NumPy's {@code .npz}: entries by name, whatever their order, times
 * and compression.
 *
 * @param contents compares two entries
 */
record ZipComparison(EntryComparison contents, Differences found) {
  private static final Set<Integer> METHODS = Set.of(ZipEntry.STORED, ZipEntry.DEFLATED);

  /** How two entries are compared. */
  @FunctionalInterface
  interface EntryComparison {
    void compare(String name, Content a, Content b) throws IOException;
  }

  void compare(Content a, Content b) throws IOException, NotOfThisKind {
    try (ZipFile zipA = open(a);
        ZipFile zipB = open(b)) {
      Map<String, Content> entriesOfA = entries(zipA);
      Map<String, Content> entriesOfB = entries(zipB);
      Set<String> names = new TreeSet<>(entriesOfA.keySet());
      names.addAll(entriesOfB.keySet());
      for (String name : names) {
        Content x = entriesOfA.get(name);
        Content y = entriesOfB.get(name);
        if (x == null || y == null) {
          found.add(Shown.of(name), x == null ? "only in the second" : "only in the first");
        } else {
          contents.compare(name, x, y);
        }
      }
    }
  }

  private static ZipFile open(Content content) throws IOException, NotOfThisKind {
    SeekableByteChannel channel = content.channel();
    try {
      return ZipFile.builder().setSeekableByteChannel(channel).get();
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      readAll(content);
      throw new NotOfThisKind("an archive that cannot be read: " + e.getMessage());
    }
  }

  /** If the disk is the cause, this fails, too. */
  private static void readAll(Content content) throws IOException {
    try (InputStream in = content.open()) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static Map<String, Content> entries(ZipFile zip) throws NotOfThisKind {
    Map<String, Content> entries = new HashMap<>();
    List<ZipArchiveEntry> files =
        Collections.list(zip.getEntries()).stream().filter(entry -> !entry.isDirectory()).toList();
    for (ZipArchiveEntry file : files) {
      Content entry = () -> stream(zip, file);
      if (!METHODS.contains(file.getMethod()) || entries.put(file.getName(), entry) != null) {
        throw new NotOfThisKind("an archive of another compression, or with a name twice");
      }
    }
    return entries;
  }

  private static InputStream stream(ZipFile zip, ZipArchiveEntry file) throws IOException {
    return new BufferedInputStream(zip.getInputStream(file));
  }
}
