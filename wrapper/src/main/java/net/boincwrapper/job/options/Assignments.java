package net.boincwrapper.job.options;

import java.util.Map;
import java.util.Set;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;

/** Reads {@code K=V} after an option. */
final class Assignments {
  /** What the wrapper itself tells the app. */
  private static final Set<String> OWN_VARIABLES =
      Set.of(
          "BOINC_NCPUS",
          "BOINC_MEMORY_BYTES",
          "BOINC_CHECKPOINT_PERIOD",
          "BOINC_RESUMED",
          "BOINC_ATTEMPT",
          "BOINC_PROJECT_DIR",
          "BOINC_WORKUNIT",
          "BOINC_RESULT",
          "BOINC_GPU_DEVICE",
          "BOINC_DRY_RUN");

  private static final String OWN_LABELS = "net.boincwrapper.";

  private Assignments() {}

  static void variable(OptionParser.Option option, Place place, Map<String, String> into) {
    int equals = option.value().indexOf('=');
    String name = equals < 0 ? option.value() : option.value().substring(0, equals);
    if (equals < 0) {
      place.error(has(option) + ", which would take the host's value; write " + name + "=value");
    } else if (name.isEmpty() || name.contains(" ")) {
      place.error(has(option) + ", which names no variable; write NAME=value");
    } else if (OWN_VARIABLES.contains(name)) {
      place.error(has(option) + ", which the wrapper itself sets; choose another name");
    } else {
      into.put(name, option.value().substring(equals + 1));
    }
  }

  /** A label need not have a value. */
  static void label(OptionParser.Option option, Place place, Map<String, String> into) {
    int equals = option.value().indexOf('=');
    String name = equals < 0 ? option.value() : option.value().substring(0, equals);
    if (name.isEmpty()) {
      place.error(has(option) + ", which names no label; write name=value");
    } else if (name.startsWith(OWN_LABELS)) {
      place.error(has(option) + ", but labels in " + OWN_LABELS + "* are the wrapper's own");
    } else {
      into.put(name, equals < 0 ? "" : option.value().substring(equals + 1));
    }
  }

  private static String has(OptionParser.Option option) {
    return "has --" + option.name() + " " + Names.shortened(option.value());
  }
}
