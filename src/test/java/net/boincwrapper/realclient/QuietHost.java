package net.boincwrapper.realclient;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.harness.Shell;
import net.boincwrapper.procfs.StatLine;

/**
 * A {@code /proc/stat} for a client, of a host on which nothing runs but the client, its wrappers,
 * and programs with a certain word in their command line. From it a client has how busy the host is
 * ({@code lib/procinfo_unix.cpp:total_cpu_time}); a machine of tests is busy with much else.
 */
final class QuietHost implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final int LINE_BYTES = 80;

  private final Path file;
  private final String word;
  private final Map<Path, Long> ticks = new HashMap<>();
  private final Thread thread = new Thread(this::run, "quiet host");
  private volatile Path slots;
  private volatile boolean closed;

  private QuietHost(Path file, String word) {
    this.file = file;
    this.word = word;
  }

  /**
   * Begins to count.
   *
   * @param file to be made; what the client is to see in place of {@code /proc/stat}
   * @param word that no other program has in its command line
   */
  static QuietHost start(Path file, String word) throws IOException {
    QuietHost host = new QuietHost(file, word);
    host.slots = file.resolveSibling("no slots");
    host.write();
    host.thread.setDaemon(true);
    host.thread.start();
    return host;
  }

  Path file() {
    return file;
  }

  /** The client whose processes and wrappers are counted from now on. */
  void of(RealClient client) {
    slots = client.files().directory();
  }

  /** Programs with the word. */
  List<Path> programs() {
    return processes().filter(this::hasWord).collect(Collectors.toList());
  }

  /**
   * Sends each program with the word a signal.
   *
   * @param signal its name, without SIG
   */
  void signalPrograms(String signal) {
    programs()
        .forEach(p -> Shell.run("sh", "-c", "kill -" + signal + " " + p.getFileName() + " || :"));
  }

  private void run() {
    try {
      while (!closed) {
        write();
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In place: the client keeps it open. */
  private void write() throws IOException {
    processes().filter(p -> hasWord(p) || worksInSlot(p)).forEach(this::count);
    long all = ticks.values().stream().mapToLong(Long::longValue).sum();
    String line = "cpu  " + all + " 0 0 0 0 0 0 0 0 0";
    String text = line + " ".repeat(LINE_BYTES - line.length()) + "\n";
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
    }
  }

  private static Stream<Path> processes() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasWord(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), US_ASCII).contains(word);
    } catch (IOException e) {
      return false; // it has ended, or is written in other letters
    }
  }

  private boolean worksInSlot(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(slots);
    } catch (IOException e) {
      return false;
    }
  }

  private void count(Path process) {
    try {
      long user = StatLine.read(process).number(StatLine.USER_TICKS).orElseThrow();
      ticks.merge(process, user, Math::max);
    } catch (IOException e) {
      // It has ended.
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
