package net.boincwrapper.job.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Spelling;

/**
 * A mount as written after {@code docker create --mount}: {@code
 * type=bind,source=…,target=…,readonly}.
 *
 * @param fields by the name that docker's documentation prefers
 */
record MountOption(Map<String, String> fields) {
  private static final Map<String, String> ALIASES =
      Map.of("src", "source", "destination", "target", "dst", "target", "ro", "readonly");
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "source",
          "target",
          "readonly",
          "tmpfs-size",
          "tmpfs-mode",
          "bind-propagation",
          "bind-nonrecursive",
          "bind-recursive",
          "consistency");

  /** Empty: the problem has been reported. */
  static Optional<MountOption> parse(String written, Place place) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : written.split(",", -1)) {
      int equals = field.indexOf('=');
      String name = equals < 0 ? field : field.substring(0, equals);
      String known = ALIASES.getOrDefault(name, name);
      if (!KNOWN.contains(known)) {
        place.error("has the unknown field " + name + Spelling.hint(name, KNOWN));
        return Optional.empty();
      }
      fields.put(known, equals < 0 ? "true" : field.substring(equals + 1));
    }
    return checked(new MountOption(fields), place);
  }

  private static Optional<MountOption> checked(MountOption mount, Place place) {
    String type = mount.field("type");
    if (type.equals("volume") || type.isEmpty()) {
      place.error("is a volume, which outlives the task; write type=bind or type=tmpfs");
      return Optional.empty();
    }
    if (!type.equals("bind") && !type.equals("tmpfs")) {
      place.error("has type " + type + "; there are bind and tmpfs");
      return Optional.empty();
    }
    if (!Set.of("", "private", "rprivate").contains(mount.field("bind-propagation"))) {
      place.error(
          "field bind-propagation "
              + OptionSpec.LOOSENS
              + "a mount stays the task's own; leave it out");
      return Optional.empty();
    }
    return Optional.of(mount);
  }

  boolean isMemory() {
    return field("type").equals("tmpfs");
  }

  boolean readOnly() {
    return !Set.of("", "false", "0").contains(field("readonly"));
  }

  /** Empty where the field is missing. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  OptionalLong size(Place place) {
    String size = field("tmpfs-size");
    return size.isEmpty() ? OptionalLong.empty() : TmpfsSyntax.size(size, place);
  }
}
