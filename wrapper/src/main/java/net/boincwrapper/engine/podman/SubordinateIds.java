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
    return FILES.stream().allMatch(file -> of(file, name, user).findAny().isPresent());
  }

  /** How many this user has, in that file that has fewer. */
  long count(String name, int user) {
    return FILES.stream()
        .mapToLong(file -> of(file, name, user).mapToLong(line -> number(line, 2)).sum())
        .min()
        .orElse(0);
  }

  private Stream<String> of(String file, String name, int user) {
    return lines(file)
        .filter(
            line -> {
              String owner = line.split(":", -1)[0];
              return owner.equals(name) || owner.equals(String.valueOf(user));
            });
  }

  /** The command that gives this user some that nobody has yet. */
  String command(String name) {
    return command(name, COUNT);
  }

  /**
   * The same for an image with a high id.
   *
   * @param highest the range has no fewer
   */
  String command(String name, long highest) {
    long first =
        FILES.stream().flatMap(this::lines).mapToLong(SubordinateIds::end).reduce(FIRST, Math::max);
    String range = first + "-" + (first + Math.max(COUNT, highest) - 1);
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
    return number(line, 1) + number(line, 2);
  }

  /** 0 where it is no number. */
  private static long number(String line, int part) {
    try {
      return Long.parseLong(line.strip().split(":", -1)[part]);
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      return 0;
    }
  }
}
