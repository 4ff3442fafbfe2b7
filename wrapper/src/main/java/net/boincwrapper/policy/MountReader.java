package net.boincwrapper.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.boincwrapper.job.GuestPath;
import net.boincwrapper.job.Names;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.policy.NamedMount.Propagation;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.Written;

/** Reads the {@code [[mount]]} tables of one section. */
final class MountReader {
  private static final int MOST = 64;
  private static final String NAME = "[a-z][a-z0-9_-]{0,31}";

  private final Written section;
  private final Function<Integer, Origin> origins;
  private final Problems problems;

  MountReader(Written section, Function<Integer, Origin> origins, Problems problems) {
    this.section = section;
    this.origins = origins;
    this.problems = problems;
  }

  /**
   * The mounts of the section, and those of the others that it does not name anew.
   *
   * @param inherited what holds for all projects
   */
  List<NamedMount> read(List<NamedMount> inherited) {
    Map<String, NamedMount> mounts = new LinkedHashMap<>();
    inherited.forEach(mount -> mounts.put(mount.name(), mount));
    List<NamedMount> own = own();
    own.forEach(mount -> mounts.put(mount.name(), mount));
    for (NamedMount mount : own) {
      mounts.values().stream()
          .filter(other -> !other.equals(mount) && clash(mount, other))
          .filter(other -> !own.contains(other) || other.origin().line() < mount.origin().line())
          .forEach(other -> problems.error(mount.origin().line(), clashes(mount, other)));
    }
    return List.copyOf(mounts.values());
  }

  private static boolean clash(NamedMount one, NamedMount other) {
    return one.variable().equals(other.variable())
        || GuestPath.overlap(one.target(), other.target());
  }

  private static String clashes(NamedMount mount, NamedMount other) {
    return one(mount)
        + " and the one in line "
        + other.origin().line()
        + (mount.variable().equals(other.variable())
            ? " have one name for apps, " + mount.variable()
            : " overlap in the container, at " + mount.target() + " and " + other.target())
        + "; choose another";
  }

  private static String one(NamedMount mount) {
    return "[[mount]] \"" + mount.name() + "\"";
  }

  private List<NamedMount> own() {
    String array = Names.within(section.section(), PolicyKeys.MOUNTS);
    List<NamedMount> mounts = new ArrayList<>();
    int tables = section.tables(array);
    if (tables > MOST) {
      problems.error(section.document().line(array), "more than " + MOST + " [[mount]] tables");
      return mounts;
    }
    for (int i = 0; i < tables; i++) {
      Optional<NamedMount> mount = mount(section.in(Names.element(array, i)));
      if (mount.isPresent() && isTaken(mount.get(), mounts)) {
        problems.error(mount.get().origin().line(), "there are two mounts of this name");
      } else {
        mount.ifPresent(mounts::add);
      }
    }
    return mounts;
  }

  private static boolean isTaken(NamedMount mount, List<NamedMount> others) {
    return others.stream().anyMatch(other -> other.name().equals(mount.name()));
  }

  private Optional<NamedMount> mount(Written table) {
    Optional<String> name = required(table, PolicyKeys.MOUNT_NAME, "name = \"cvmfs\"");
    Optional<String> source =
        required(table, PolicyKeys.MOUNT_SOURCE, "source = \"/cvmfs\"")
            .flatMap(text -> source(table, text));
    Key targetKey =
        table.has(PolicyKeys.MOUNT_TARGET) ? PolicyKeys.MOUNT_TARGET : PolicyKeys.MOUNT_SOURCE;
    Optional<String> target =
        table
            .text(targetKey)
            .filter(text -> source.isPresent())
            .flatMap(text -> GuestPath.mountPoint(text, place(table, targetKey, text)));
    if (name.isEmpty() || source.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    if (!name.get().matches(NAME)) {
      place(table, PolicyKeys.MOUNT_NAME, name.get())
          .error("is no name for a mount; use a-z, 0-9, - and _, a letter first, at most 32");
      return Optional.empty();
    }
    String propagation = table.textOr(PolicyKeys.MOUNT_PROPAGATION, "private");
    return Optional.of(
        new NamedMount(
            name.get(),
            source.get(),
            target.get(),
            table.bool(PolicyKeys.MOUNT_READ_ONLY),
            Propagation.valueOf(propagation.toUpperCase(Locale.ROOT)),
            origins.apply(table.line(PolicyKeys.MOUNT_NAME))));
  }

  private Optional<String> source(Written table, String text) {
    Place place = place(table, PolicyKeys.MOUNT_SOURCE, text);
    Optional<String> path = GuestPath.parse(text, place);
    if (path.filter("/"::equals).isPresent()) {
      place.error("is all of the host; name one directory");
      return Optional.empty();
    }
    return path;
  }

  private Optional<String> required(Written table, Key key, String example) {
    if (!table.mentions(table.path(key))) {
      problems.error(
          table.document().line(table.section()),
          "[[mount]] has no \"" + key.name() + "\"; write " + example);
    }
    return table.text(key);
  }

  private Place place(Written table, Key key, String value) {
    return new Place(
        problems, table.line(key), "\"" + table.path(key) + "\" " + TomlTypes.show(value));
  }
}
