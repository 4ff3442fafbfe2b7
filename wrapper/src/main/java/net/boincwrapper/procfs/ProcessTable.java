package net.boincwrapper.procfs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The processes that procfs shows; see proc(5). */
public final class ProcessTable {
  private static final Pattern PROCESS = Pattern.compile("[1-9]\\d{0,9}");

  private ProcessTable() {}

  /**
   * Goes through all processes once.
   *
   * @param proc where procfs is mounted
   * @param test asked of the directory of each
   * @return those that passed, as this host numbers them; empty without procfs
   */
  public static List<Long> those(Path proc, Predicate<Path> test) {
    return those(proc, new HashSet<>(), test);
  }

  /**
   * As the other, for whoever looks often.
   *
   * @param others names in procfs that need not be looked at; those are added that did not pass
   */
  public static List<Long> those(Path proc, Set<String> others, Predicate<Path> test) {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc)) {
      for (Path process : all) {
        String name = process.getFileName().toString();
        if (others.contains(name)) {
          continue;
        }
        if (PROCESS.matcher(name).matches() && test.test(process)) {
          found.add(Long.valueOf(name));
        } else {
          others.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    return found;
  }

  /**
   * What names a namespace of a process, such as {@code pid:[4026532402]}.
   *
   * @param process its directory
   * @param kind {@code pid} or {@code user}; see namespaces(7)
   * @throws IOException it has ended, or is another user's
   */
  public static Path namespace(Path process, String kind) throws IOException {
    return Files.readSymbolicLink(process.resolve("ns/" + kind));
  }
}
