package net.boincwrapper.cli.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.cli.folder.JobFolder;
import net.boincwrapper.job.Problem;

/** Where a package can go. */
public final class PackagePlace {
  private PackagePlace() {}

  /**
   * Why it cannot go there.
   *
   * @param root need not be there
   */
  public static Optional<Problem> flaw(Path root, JobFolder folder) throws IOException {
    Path place = real(root.toAbsolutePath().normalize());
    if (place.startsWith(real(folder.directory()))) {
      return Optional.of(
          Problem.error(
              root.toString(),
              "is in the job's directory, where each file counts as one of the app's; name another"
                  + " place with -o"));
    }
    return Files.exists(place) && !Files.isDirectory(place)
        ? Optional.of(
            Problem.error(root.toString(), "is not a directory; name another place with -o"))
        : Optional.empty();
  }

  /** Links followed, as far as it is there. */
  private static Path real(Path place) throws IOException {
    Path there = place;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(place)).normalize();
  }
}
