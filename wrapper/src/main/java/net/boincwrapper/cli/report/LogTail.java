package net.boincwrapper.cli.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The last lines of a log.
 *
 * @param run whose log
 * @param path where the whole is
 * @param cut whether there is more before them
 */
public record LogTail(String run, String path, List<String> lines, boolean cut) {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_LINES = 200;
  private static final int MOST_CHARACTERS = 500;

  public LogTail {
    lines = List.copyOf(lines);
  }

  /** Of a log that cannot be read, why. */
  public static LogTail of(String run, Path log) {
    try {
      return read(run, log);
    } catch (IOException e) {
      return new LogTail(run, log.toString(), List.of("(cannot be read: " + e + ")"), false);
    }
  }

  private static LogTail read(String run, Path log) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long from = Math.max(0, channel.size() - MOST_BYTES);
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // All of it, or as much as there is.
      }
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      return of(run, log, new ArrayList<>(text.lines().toList()), from > 0);
    }
  }

  /** A first line that was cut says little, unless it is the only one. */
  private static LogTail of(String run, Path log, List<String> lines, boolean cut) {
    if (cut && lines.size() > 1) {
      lines.remove(0);
    }
    int skip = Math.max(0, lines.size() - MOST_LINES);
    List<String> last = lines.stream().skip(skip).map(LogTail::shortened).toList();
    return new LogTail(run, log.toString(), last, cut || skip > 0);
  }

  private static String shortened(String line) {
    String plain = PlainText.withoutControls(line);
    return plain.codePointCount(0, plain.length()) <= MOST_CHARACTERS
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, MOST_CHARACTERS)) + " …";
  }
}
