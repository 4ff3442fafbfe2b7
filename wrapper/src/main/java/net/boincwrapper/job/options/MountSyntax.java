package net.boincwrapper.job.options;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Job.MountRequest;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.SlotPath;

/** Reads a mount as written after {@code docker create -v}. */
public final class MountSyntax {
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("rw", "z", "Z", "cached", "delegated", "consistent", "private", "rprivate");
  private static final Set<String> PROPAGATION = Set.of("shared", "rshared", "slave", "rslave");

  private MountSyntax() {}

  /** {@code source:target[:option,…]}; empty: the problem has been reported. */
  public static Optional<MountRequest> parse(String written, Place place) {
    List<String> parts = List.of(written.split(":", -1));
    if (parts.size() == 1) {
      place.error(
          "names no source; a mount is source:target. For data in memory write [[scratch]]");
      return Optional.empty();
    }
    if (parts.size() > 3) {
      place.error("has too many colons; a mount is source:target[:ro]");
      return Optional.empty();
    }
    Optional<Boolean> readOnly = readOnly(parts.size() == 3 ? parts.get(2) : "", place);
    return readOnly.flatMap(flag -> bind(parts.get(0), parts.get(1), flag, place));
  }

  /** A bind mount whose parts are known. */
  static Optional<MountRequest> bind(String source, String target, boolean readOnly, Place place) {
    Optional<String> from = source(source, place.about(place.subject() + ": source " + source));
    Optional<String> to =
        GuestPath.mountPoint(target, place.about(place.subject() + ": target " + target));
    return from.isPresent() && to.isPresent()
        ? Optional.of(new MountRequest(from.get(), to.get(), readOnly))
        : Optional.empty();
  }

  private static Optional<String> source(String source, Place place) {
    if (source.startsWith("~") || source.contains("$") || source.contains("`")) {
      place.error("would need a shell to expand it; the slot is \".\", so write ./name");
      return Optional.empty();
    }
    if (source.startsWith("/")) {
      return GuestPath.parse(source, place);
    }
    if (!source.contains("/") && !source.startsWith(".")) {
      place.error(
          "would be a volume that outlives the task; for a directory of the slot write ./"
              + source);
      return Optional.empty();
    }
    return SlotPath.relative(source, place);
  }

  private static Optional<Boolean> readOnly(String options, Place place) {
    boolean readOnly = false;
    for (String option : options.split(",", -1)) {
      if (PROPAGATION.contains(option)) {
        place.error(
            "option "
                + option
                + " "
                + OptionSpec.LOOSENS
                + "a mount stays the task's own; leave it out");
        return Optional.empty();
      }
      readOnly |= option.equals("ro");
      if (!option.isEmpty() && !option.equals("ro") && !WITHOUT_EFFECT.contains(option)) {
        place.error("option " + option + " is unknown; there are ro and rw");
        return Optional.empty();
      }
    }
    return Optional.of(readOnly);
  }
}
