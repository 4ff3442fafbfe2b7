package net.boincwrapper.cli.volunteer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The host itself. */
final class ThisHost implements VolunteerHost {
  private static final Path PROC = Path.of("/proc");

  /** {@code getent}: the key was not found (getent(1)). */
  private static final int NOT_FOUND = 2;

  @Override
  public boolean isMapped(int id) throws IOException {
    return IdMap.read(PROC.resolve("self/uid_map")).contains(id)
        && IdMap.read(PROC.resolve("self/gid_map")).contains(id);
  }

  /** Asks all of the system's sources of users, and not only the files. */
  @Override
  public boolean isNamed(int id) throws IOException, InterruptedException {
    for (String table : List.of("passwd", "group")) {
      if (run(List.of("getent", table, Integer.toString(id))) != NOT_FOUND) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isRunning(int id) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (runsAs(process.resolve("status"), id)) {
          return true;
        }
      }
      return false;
    } catch (UncheckedIOException e) {
      throw new IOException("cannot list the processes of this host", e);
    }
  }

  /** The lines Uid, Gid and Groups (proc(5)). */
  private static boolean runsAs(Path status, int id) {
    Pattern number = Pattern.compile("(Uid|Gid|Groups):.*\\b" + id + "\\b.*");
    try (Stream<String> lines = Files.lines(status)) {
      return lines.anyMatch(line -> number.matcher(line).matches());
    } catch (IOException | UncheckedIOException e) {
      return false; // It has ended meanwhile.
    }
  }

  @Override
  public Optional<Path> setpriv() {
    return Stream.of("/usr/bin/setpriv", "/bin/setpriv", "/usr/local/bin/setpriv")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public int run(List<String> command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
