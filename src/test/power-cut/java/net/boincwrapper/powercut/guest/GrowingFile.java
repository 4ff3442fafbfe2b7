package net.boincwrapper.powercut.guest;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The whole lines that a file has got since the last look. */
final class GrowingFile {
  private final Path file;
  private long position;

  /** Begins at the file's present end. */
  GrowingFile(Path file) throws IOException {
    this.file = file;
    this.position = Files.exists(file) ? Files.size(file) : 0;
  }

  List<String> newLines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    byte[] bytes;
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(position);
      bytes = new byte[(int) Math.max(0, open.length() - position)];
      open.readFully(bytes);
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf('\n') + 1;
    position += end;
    return text.substring(0, end).lines().toList();
  }
}
