package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Byte for byte: the same files, with the same content. */
final class ByteComparison implements OutputComparison {
  @Override
  public Found compare(Path undisturbed, Path disturbed) throws IOException {
    SortedSet<Path> names = new TreeSet<>(names(undisturbed));
    names.addAll(names(disturbed));
    List<String> differences = new ArrayList<>();
    for (Path name : names) {
      difference(undisturbed.resolve(name), disturbed.resolve(name))
          .ifPresent(how -> differences.add(name + " " + how));
    }
    return new Found(differences.isEmpty(), differences);
  }

  private static Optional<String> difference(Path undisturbed, Path disturbed) throws IOException {
    if (!Files.exists(disturbed)) {
      return Optional.of("is missing after the interruption");
    }
    if (!Files.exists(undisturbed)) {
      return Optional.of("is there only after the interruption");
    }
    long place = Files.mismatch(undisturbed, disturbed);
    return place < 0
        ? Optional.empty()
        : Optional.of(
            "differs from byte "
                + place
                + " on ("
                + Files.size(undisturbed)
                + " bytes undisturbed, "
                + Files.size(disturbed)
                + " after the interruption)");
  }

  /** Relative names of the files below a directory, sorted. */
  static List<Path> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    }
  }
}
