package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What services have said, one after the other: a line where something goes wrong, and one where
 * somebody has only looked whether it listens ({@code idle/tracker.go:ConnState}).
 */
final class ServiceLog {
  /** Larger, it becomes the old one, and the old one goes. */
  static final long MOST_BYTES = 64 << 10;

  private static final int READ = 8 << 10;
  private static final int SHOWN_LINES = 2;
  private static final int SHOWN = 600;

  /** As logrus writes it. */
  private static final Pattern PREFIX = Pattern.compile("^time=\"[^\"]*\" level=\\w+ msg=");

  private final Path file;
  private final long begin;

  private ServiceLog(Path file, long begin) {
    this.file = file;
    this.begin = begin;
  }

  /** Before a service is started that appends to it. */
  static ServiceLog before(Path file) throws IOException {
    long size = size(file);
    if (size > MOST_BYTES) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".old"),
          StandardCopyOption.REPLACE_EXISTING);
      return new ServiceLog(file, 0);
    }
    return new ServiceLog(file, size);
  }

  /** While a service appends to it, which goes on at the beginning. */
  static void bound(Path file) {
    try {
      if (size(file) > MOST_BYTES) {
        Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
      }
    } catch (IOException e) {
      // Then the next one finds it.
    }
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** The last lines since then, as one; empty where there is none. */
  String lastWords() {
    List<String> lines = tail().lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String words =
        lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).stream()
            .map(line -> PREFIX.matcher(line).replaceFirst("").replaceAll("\\p{Cc}", "?"))
            .collect(Collectors.joining(" / "));
    return words.length() <= SHOWN ? words : "… " + words.substring(words.length() - SHOWN);
  }

  private String tail() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(Math.max(begin, channel.size() - READ));
      ByteBuffer buffer = ByteBuffer.allocate(READ);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until the end.
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
