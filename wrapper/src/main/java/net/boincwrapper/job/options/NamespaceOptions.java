package net.boincwrapper.job.options;

import java.util.Optional;
import java.util.Set;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;

/** Options that share something with the host or another container, unless they say not to. */
final class NamespaceOptions {
  private static final Set<String> OWN = Set.of("", "private");
  private static final Set<String> NO_NEW_PRIVILEGES =
      Set.of(
          "no-new-privileges",
          "no-new-privileges=true",
          "no-new-privileges:true",
          "no-new-privileges:1");
  private static final Set<String> BRIDGES = Set.of("bridge", "default");

  private NamespaceOptions() {}

  /** Whether the network is wanted; empty: refused and reported. */
  static Optional<Boolean> network(String value, Place place) {
    if (value.equals("none")) {
      return Optional.of(false);
    }
    if (BRIDGES.contains(value)) {
      return Optional.of(true);
    }
    refuse("network " + value, "for a network of its own write network = true in [limits]", place);
    return Optional.empty();
  }

  /** {@code --ipc}, {@code --pid}, {@code --uts}, {@code --userns}, {@code --cgroupns}. */
  static void namespace(OptionParser.Option option, Place place) {
    if (!OWN.contains(option.value())) {
      refuse(option.name() + " " + option.value(), help(option.name()), place);
    }
  }

  private static String help(String option) {
    return switch (option) {
      case "ipc" -> "for more shared memory write shm in [limits]";
      case "uts" -> "for a name write --hostname";
      case "userns" -> "the files of the slot belong to the app's user already; leave it out";
      default -> "an app sees only itself; leave it out";
    };
  }

  static void security(String value, Place place) {
    if (!NO_NEW_PRIVILEGES.contains(value)) {
      refuse("security-opt " + value, "the engine's own profile stays; leave it out", place);
    }
  }

  private static void refuse(String option, String help, Place place) {
    place.error("has --" + Names.shortened(option) + ", which " + OptionSpec.LOOSENS + help);
  }
}
