package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.compare.FileNames;

/** Byte for byte: the same files, with the same content. */
final class ByteComparison implements OutputComparison {
  @Override
  public Found compare(Path undisturbed, Path disturbed) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Path name : FileNames.below(undisturbed, disturbed)) {
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
}
