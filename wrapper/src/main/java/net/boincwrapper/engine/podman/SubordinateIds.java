package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ids that a user may give to others in its containers: {@code NAME-OR-UID:FIRST:COUNT} in
 * {@code /etc/subuid} and {@code /etc/subgid} (subuid(5)).
 */
final class SubordinateIds {
  private static final List<String> FILES = List.of("etc/subuid", "etc/subgid");

  /** What useradd begins with, and how many it gives (login.defs(5), {@code SUB_UID_MIN}). */
  private static final long FIRST = 100_000;

  private static final long COUNT = 65_536;

  private final Path root;

  /**
   * @param root of the host's file system
   */
  SubordinateIds(Path root) {
    this.root = root;
  }

  /** Whether this user has some, in both files. */
  boolean has(String name, int user) {
    return FILES.stream()
        .allMatch(
            file ->
                lines(file)
                    .map(line -> line.split(":", -1)[0])
                    .anyMatch(owner -> owner.equals(name) || owner.equals(String.valueOf(user))));
  }

  /** The command that gives this user some that nobody has yet. */
  String command(String name) {
    long first =
        FILES.stream().flatMap(this::lines).mapToLong(SubordinateIds::end).reduce(FIRST, Math::max);
    String range = first + "-" + (first + COUNT - 1);
    return "usermod --add-subuids %1$s --add-subgids %1$s %2$s".formatted(range, name);
  }

  private Stream<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file)).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** The first id after those of a line; 0 where it says nothing. */
  private static long end(String line) {
    String[] parts = line.strip().split(":", -1);
    try {
      return Long.parseLong(parts[1]) + Long.parseLong(parts[2]);
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      return 0;
    }
  }
}
