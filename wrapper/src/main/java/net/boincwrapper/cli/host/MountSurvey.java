package net.boincwrapper.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.boincwrapper.cli.host.MountsPart.Place;
import net.boincwrapper.cli.host.MountsPart.State;
import net.boincwrapper.policy.NamedMount;

/**
 * Looks whether what the policy names is there: a disk that is away leaves an empty directory.
 *
 * @param root of the host's file system
 */
record MountSurvey(Path root) {

  MountsPart part(List<NamedMount> mounts) {
    return new MountsPart(mounts.stream().map(this::place).toList());
  }

  private Place place(NamedMount mount) {
    return new Place(
        mount.name(), mount.source(), mount.target(), mount.readOnly(), state(mount.source()));
  }

  /** The table is read first: to look into what autofs mounts would mount it. */
  private State state(String source) {
    Path place = root.resolve(source.substring(1));
    try {
      if (mountPoints().contains(source)) {
        return State.MOUNTED;
      }
      if (!Files.isDirectory(place)) {
        return State.MISSING;
      }
      try (Stream<Path> files = Files.list(place)) {
        return files.findAny().isPresent() ? State.DIRECTORY : State.EMPTY;
      }
    } catch (IOException e) {
      return State.MISSING;
    }
  }

  /** The fifth word of each line, with blanks in octal (proc_pid_mountinfo(5)). */
  private List<String> mountPoints() throws IOException {
    try (Stream<String> lines = Files.lines(root.resolve("proc/self/mountinfo"))) {
      return lines
          .map(line -> line.split(" ", 6))
          .filter(words -> words.length > 5)
          .map(words -> words[4].replace("\\040", " ").replace("\\134", "\\"))
          .collect(Collectors.toList());
    }
  }
}
