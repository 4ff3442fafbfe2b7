package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom the wrapper of a scratch run, and hence its app, runs as.
 *
 * @param groups supplementary groups that it gets; empty where it keeps the caller's
 */
public record RunUser(int uid, int gid, List<Integer> groups, Likeness likeness) {
  /** Whose situation it is. */
  public enum Likeness {
    /** An unused user, as on a volunteer's host. */
    VOLUNTEER,
    /** The caller, who is not root: a volunteer could be so, too. */
    CALLER,
    /** Root, by whom no client of a distribution is run. */
    ROOT
  }

  public RunUser {
    groups = List.copyOf(groups);
  }

  /** A user that nobody is, and a group of the same number. */
  static RunUser volunteer(int id, List<Integer> groups) {
    return new RunUser(id, id, groups, Likeness.VOLUNTEER);
  }

  /** An ordinary user. */
  public static RunUser caller(int uid, int gid) {
    return new RunUser(uid, gid, List.of(), uid == 0 ? Likeness.ROOT : Likeness.CALLER);
  }

  /** The user of this process. */
  public static RunUser ofThisProcess() throws IOException {
    Path self = Path.of("/proc/self");
    return caller(
        (int) Files.getAttribute(self, "unix:uid"), (int) Files.getAttribute(self, "unix:gid"));
  }

  public boolean isRoot() {
    return likeness == Likeness.ROOT;
  }

  /** Whether it is not who called. */
  public boolean isVolunteer() {
    return likeness == Likeness.VOLUNTEER;
  }

  /** For programs to read. */
  public Map<String, Object> fields() {
    return new TreeMap<>(
        Map.of("uid", uid, "gid", gid, "like", likeness.name().toLowerCase(Locale.ROOT)));
  }

  /** Such as {@code uid 60811, gid 60811, as on a volunteer's host}. */
  public String text() {
    return "uid "
        + uid
        + ", gid "
        + gid
        + switch (likeness) {
          case VOLUNTEER -> ", as on a volunteer's host";
          case CALLER -> ", your own";
          case ROOT -> ": root, which no volunteer's client is";
        };
  }
}
