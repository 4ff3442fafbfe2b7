package net.boincwrapper.job.options;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.Capabilities;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;

/** Options for what a task gets only where the owner of the host allows it. */
final class PrivilegeSyntax {
  private static final String UNLESS =
      ", which loosens isolation: the task ends at once (206) unless the host's owner allows it; ";
  private static final String DEVICES = "/dev/";
  private static final String MEMORY = "/dev/shm";

  private PrivilegeSyntax() {}

  /** A capability by its plain name; empty: refused and reported. */
  static Optional<String> capability(OptionParser.Option option, Place place) {
    String plain = Capabilities.plain(option.value());
    if (plain.equals("ALL")) {
      return refused(option, "name each capability that the app cannot do without", place);
    }
    if (!Capabilities.isKnown(plain)) {
      place.error(
          "has " + shown(option) + ", which is no capability of Linux" + Capabilities.hint(plain));
      return Optional.empty();
    }
    warn(option, place);
    return Optional.of(plain);
  }

  /** A device file by its path, {@code /dev/fuse:/dev/fuse:rwm} included; empty: reported. */
  static Optional<String> device(OptionParser.Option option, Place place) {
    String value = option.value();
    if (value.equals(MEMORY) || value.startsWith(MEMORY + "/") || !value.startsWith(DEVICES)) {
      return refused(option, RefusalHelp.of(option.name(), value).orElse(""), place);
    }
    List<String> parts = List.of(value.split(":", -1));
    String last = parts.get(parts.size() - 1);
    int paths = parts.size() - (parts.size() > 1 && last.matches("[rwm]{1,3}") ? 1 : 0);
    if (paths > 2 || (paths == 2 && !parts.get(0).equals(parts.get(1)))) {
      place.error(
          "has "
              + shown(option)
              + ", which would have another name in the container; write its path alone");
      return Optional.empty();
    }
    Optional<String> path =
        GuestPath.parse(parts.get(0), place.about(place.subject() + " option " + shown(option)));
    path.ifPresent(it -> warn(option, place));
    return path.filter(it -> it.startsWith(DEVICES));
  }

  private static Optional<String> refused(OptionParser.Option option, String help, Place place) {
    place.error("has " + shown(option) + ", which " + OptionSpec.LOOSENS + help);
    return Optional.empty();
  }

  private static void warn(OptionParser.Option option, Place place) {
    place.warning(
        "has "
            + shown(option)
            + UNLESS
            + RefusalHelp.of(option.name(), option.value()).orElse("leave it out"));
  }

  private static String shown(OptionParser.Option option) {
    return "--" + option.name() + " " + Names.shortened(option.value());
  }
}
