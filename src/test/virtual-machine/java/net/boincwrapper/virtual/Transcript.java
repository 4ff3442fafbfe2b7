package net.boincwrapper.virtual;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the machine said in one life, written to a file as it is heard. */
public final class Transcript implements Consumer<String>, AutoCloseable {
  private final long begin = System.nanoTime();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final PrintWriter file;

  public Transcript(Path file) throws IOException {
    this.file = new PrintWriter(Files.newBufferedWriter(file), true);
  }

  @Override
  public void accept(String line) {
    lines.add(line);
    file.printf("%6.1f %s%n", elapsed().toMillis() / 1000.0, line);
  }

  /** Since this life began. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** All, in the order in which they were said. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** What followed a first word, such as {@code told}, in the same order. */
  public List<String> all(String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1))
        .toList();
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    file.close();
  }
}
