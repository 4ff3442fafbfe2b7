package net.boincwrapper.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A part of the bench that stands alone. */
enum Section {
  LATENCY,
  CROWD,
  CHECKPOINTS,
  LOGS,
  STEADY,
  HOURS,
  PODMAN;

  /** They take hours, or what is not on every host. */
  private static final Set<Section> ONLY_WHERE_NAMED = EnumSet.of(HOURS, PODMAN);

  void measure(Lab lab) throws IOException {
    switch (this) {
      case LATENCY -> Latency.measure(lab);
      case CROWD -> Crowd.measure(lab);
      case CHECKPOINTS -> CheckpointSizes.measure(lab);
      case LOGS -> LogSizes.measure(lab);
      case STEADY -> Steady.measure(lab);
      case HOURS -> Hours.measure(lab);
      case PODMAN -> PodmanCosts.measure(lab);
    }
  }

  /** Those that are measured where none is named. */
  static List<Section> usual() {
    return Arrays.stream(values()).filter(section -> !ONLY_WHERE_NAMED.contains(section)).toList();
  }

  /** Its name for the command line and for files. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws BenchException if there is none of that name
   */
  static Section ofWord(String word) {
    return Arrays.stream(values())
        .filter(section -> section.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new BenchException("no section " + word + "; there are " + words()));
  }

  static String words() {
    return String.join(", ", Arrays.stream(values()).map(Section::word).toList());
  }
}
