package net.boincwrapper.realclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes of this host, found by what /proc says of them. */
final class HostProcesses {
  private static final Path PROC = Path.of("/proc");

  private HostProcesses() {}

  /** Those whose working directory is below a directory, as the host sees it. */
  static List<ProcessHandle> workingIn(Path directory) {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .filter(entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
          .filter(entry -> worksIn(entry, directory))
          .map(entry -> Long.parseLong(entry.getFileName().toString()))
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean worksIn(Path process, Path directory) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(directory);
    } catch (IOException e) {
      return false; // it has ended
    }
  }
}
