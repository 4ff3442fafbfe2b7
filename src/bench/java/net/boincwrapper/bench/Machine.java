package net.boincwrapper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.boincwrapper.harness.Shell;

/**
 * Where and when was measured.
 *
 * @param date to the minute, UTC
 * @param commit of the checkout; with {@code +} where it was changed since
 * @param load runnable threads, mean of the last minute, when the measuring began
 * @param otherContainers that ran besides: they make the engine busy
 */
record Machine(
    String date,
    String commit,
    String processor,
    int processors,
    double memoryGigabytes,
    String kernel,
    String engine,
    double load,
    int otherContainers) {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  /** As it is now; the engine must answer. */
  static Machine look() throws IOException {
    String server = "{{.Server.Version}}";
    String cpu = Files.readString(Path.of("/proc/cpuinfo"));
    long kilobytes = Fields.number(Files.readString(Path.of("/proc/meminfo")), "MemTotal:");
    return new Machine(
        MINUTE.format(ZonedDateTime.now(ZoneOffset.UTC)),
        head(),
        cpu.lines()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst(".*: ", ""))
            .findFirst()
            .orElse("unknown processor"),
        Runtime.getRuntime().availableProcessors(),
        kilobytes * 1024 / 1e9,
        Shell.succeed("uname", "-r"),
        Shell.succeed("docker", "version", "--format", server),
        loadNow(),
        (int) Shell.succeed("docker", "ps", "--quiet").lines().count());
  }

  /** Runnable threads, mean of the last minute. */
  static double loadNow() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]);
  }

  private static String head() {
    Shell.Result commit = Shell.run("git", "rev-parse", "--short", "HEAD");
    if (commit.status() != 0) {
      return "unknown";
    }
    boolean changed = !Shell.run("git", "status", "--porcelain").output().isBlank();
    return commit.output().strip() + (changed ? "+" : "");
  }

  /** One line for people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%s UTC, commit %s, %d x %s, %.0f GB, Linux %s, Docker %s, load %.1f at the start, %d other"
            + " containers",
        date,
        commit,
        processors,
        processor,
        memoryGigabytes,
        kernel,
        engine,
        load,
        otherContainers);
  }
}
