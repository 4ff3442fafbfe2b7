package net.boincwrapper.job.options;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Job.Tmpfs;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Sizes;
import net.boincwrapper.job.TomlTypes;

/** Reads a mount in memory as written after {@code docker create --tmpfs}. */
public final class TmpfsSyntax {
  private static final Set<String> LOOSENING = Set.of("suid", "dev");
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("rw", "noexec", "nosuid", "nodev", "noatime", "relatime", "nr_inodes");
  private static final Set<String> OWNERSHIP = Set.of("mode", "uid", "gid");

  private TmpfsSyntax() {}

  /** {@code path[:option,…]}; empty: the problem has been reported. */
  public static Optional<Tmpfs> parse(String written, Place place) {
    int colon = written.indexOf(':');
    String target = colon < 0 ? written : written.substring(0, colon);
    String options = colon < 0 ? "" : written.substring(colon + 1);
    OptionalLong size = OptionalLong.empty();
    boolean exec = false;
    for (String option : options.split(",", -1)) {
      if (option.startsWith("size=")) {
        size = size(option.substring("size=".length()), place);
      } else if (option.equals("exec")) {
        exec = true;
      } else if (!isHarmless(option, place)) {
        return Optional.empty();
      }
    }
    return at(target, size, exec, place);
  }

  static Optional<Tmpfs> at(String target, OptionalLong size, boolean exec, Place place) {
    return GuestPath.memoryMountPoint(target, place).map(path -> new Tmpfs(path, size, exec));
  }

  /** Above 0; empty: the problem has been reported. */
  static OptionalLong size(String written, Place place) {
    OptionalLong size = Sizes.parse(written);
    if (size.isEmpty() || size.getAsLong() == 0) {
      place.error("has the size " + TomlTypes.show(written) + "; write one such as 64m");
      return OptionalLong.empty();
    }
    return size;
  }

  private static boolean isHarmless(String option, Place place) {
    String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
    if (LOOSENING.contains(name)) {
      place.error("option " + name + " " + OptionSpec.LOOSENS + "leave it out");
      return false;
    }
    if (OWNERSHIP.contains(name)) {
      place.warning("option " + name + " is ignored: everybody in the container may write there");
    } else if (!name.isEmpty() && !WITHOUT_EFFECT.contains(name)) {
      place.error("option " + name + " is unknown; there are size, exec and noexec");
      return false;
    }
    return true;
  }
}
