package net.boincwrapper.job;

import java.util.Optional;
import java.util.Set;

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
    refuse("network " + value, place);
    return Optional.empty();
  }

  /** {@code --ipc}, {@code --pid}, {@code --uts}, {@code --userns}, {@code --cgroupns}. */
  static void namespace(OptionParser.Option option, Place place) {
    if (!OWN.contains(option.value())) {
      refuse(option.name() + " " + option.value(), place);
    }
  }

  static void security(String value, Place place) {
    if (!NO_NEW_PRIVILEGES.contains(value)) {
      refuse("security-opt " + value, place);
    }
  }

  private static void refuse(String option, Place place) {
    place.error("has --" + Names.shortened(option) + ", which " + OptionSpec.LOOSENS);
  }
}
