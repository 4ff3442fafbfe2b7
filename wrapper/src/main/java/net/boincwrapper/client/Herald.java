package net.boincwrapper.client;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Tells the client our statuses in our stead, each with the CPU time of the moment. It wakes every
 * 0.15 s, which would cost ten times as much in a JVM. Once it has been given a status, nobody else
 * writes to the channel.
 *
 * <p>The launcher is its other side ({@code wrapper/src/main/c/speech.c}).
 */
public final class Herald {
  private static final double NANOS = 1e9;

  private final Consumer<String> words;
  private long number;

  /**
   * @param words is given one line at a time, in order; a line has at most 2000 characters
   */
  public Herald(Consumer<String> words) {
    this.words = words;
  }

  /** Says this as soon as the client has taken what was said before, and again at each look. */
  void status(AppStatus status) {
    words.accept("status " + numbered(status));
  }

  /** Says this at once, in place of what the client has not taken. */
  void last(AppStatus status) {
    words.accept("last " + numbered(status));
  }

  private String numbered(AppStatus status) {
    number++;
    return number
        + " "
        + nanos(status.cpuSeconds())
        + " "
        + StatusMessage.withoutCpuTime(status).replace("\n", "");
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * NANOS);
  }

  /** How many statuses it was given. */
  long number() {
    return number;
  }

  /** Says where the CPU time of all statuses is read from now on. */
  void cpuFrom(CpuSource source) {
    if (source instanceof CpuSource.Group group && isOneWord(group.file())) {
      long before = nanos(group.secondsBefore());
      words.accept("cpu group " + before + " " + group.nanosPerUnit() + " " + group.file());
    } else if (source instanceof CpuSource.Course course) {
      String ends = nanos(course.fromSeconds()) + " " + nanos(course.toSeconds());
      words.accept("cpu course " + ends + " " + course.lasts().toNanos());
    } else {
      words.accept("cpu none");
    }
  }

  private static boolean isOneWord(Path file) {
    return file.toString().indexOf('\n') < 0;
  }

  /** The CPU time may be lower from now on than it was. */
  void afresh() {
    words.accept("afresh");
  }

  /** Says nothing more. */
  void silent() {
    words.accept("silent");
  }
}
