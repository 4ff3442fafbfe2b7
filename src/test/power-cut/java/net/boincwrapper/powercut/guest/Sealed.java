package net.boincwrapper.powercut.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.boincwrapper.slot.SlotLayout;

/**
 * How far the app is in the newest sealed checkpoint, read without the program's own eyes: the file
 * {@code count} is the one that looks like it.
 */
final class Sealed {
  private static final Pattern COUNT = Pattern.compile("(\\d+) [0-9a-f]{64}\n");
  private static final long LONGEST_COUNT = 100;

  private Sealed() {}

  static OptionalInt steps(SlotLayout slot) throws IOException {
    Optional<Path> newest =
        list(slot.ownDirectory().resolve("checkpoints")).stream()
            .filter(path -> path.getFileName().toString().matches("\\d+"))
            .max(Comparator.comparingInt(path -> Integer.parseInt(path.getFileName().toString())));
    if (newest.isPresent()) {
      for (Path file : list(newest.get())) {
        OptionalInt steps = count(file);
        if (steps.isPresent()) {
          return steps;
        }
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt count(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_COUNT) {
      return OptionalInt.empty();
    }
    Matcher matcher = COUNT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
