package net.boincwrapper.cli.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel offers.
 *
 * @param groupVersion of control groups: 1 or 2
 * @param controllers of version 2 that the system has; empty with version 1
 * @param delegated those that the tasks' user may divide further by itself; empty: none
 * @param namespaces why users other than root can make no user namespace; empty: they can
 * @param sharesBlocks whether a copy of a checkpoint shares its blocks; empty: not tried
 * @param watches most files that a user may have watched
 * @param watchers most inotify instances of a user
 */
record KernelPart(
    int groupVersion,
    List<String> controllers,
    List<String> delegated,
    Optional<String> namespaces,
    Optional<Boolean> sharesBlocks,
    OptionalLong watches,
    OptionalLong watchers)
    implements Part {
  /** A task has two watches of files open; so this is enough for 32. */
  private static final int FEW_WATCHERS = 64;

  KernelPart {
    controllers = List.copyOf(controllers);
    delegated = List.copyOf(delegated);
  }

  @Override
  public String title() {
    return "Kernel";
  }

  @Override
  public String key() {
    return "kernel";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("control groups", groups()));
    rows.add(new Row("user namespaces", namespaces.orElse("users may make them")));
    rows.add(new Row("checkpoints", copies()));
    rows.add(
        new Row(
            "file watches",
            "each user may have "
                + number(watchers)
                + " watchers (inotify) and "
                + number(watches)
                + " watched files"));
    return rows;
  }

  private String groups() {
    if (groupVersion < 2) {
      return "version 1: root's engine can limit, a user's own cannot";
    }
    return "version 2: "
        + String.join(", ", controllers)
        + "; given to this user: "
        + (delegated.isEmpty() ? "none" : String.join(", ", delegated));
  }

  private String copies() {
    if (sharesBlocks.isEmpty()) {
      return "not tried whether their copies can share blocks (reflink)";
    }
    return sharesBlocks.get()
        ? "their copies share blocks, and take no space until the app writes (reflink, tried)"
        : "their copies take as much space again (no reflink, tried)";
  }

  private static String number(OptionalLong limit) {
    return limit.isPresent() ? Long.toString(limit.getAsLong()) : "any number of";
  }

  @Override
  public List<Fault> faults() {
    return watchers.orElse(FEW_WATCHERS) < FEW_WATCHERS
        ? List.of(
            Fault.lasting(
                "a user may have "
                    + number(watchers)
                    + " watchers of files (inotify), and each task has two; those that get none look"
                    + " at their files again and again",
                "as root: sysctl --write fs.inotify.max_user_instances=128, and the same in"
                    + " /etc/sysctl.d"))
        : List.of();
  }

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cgroupVersion", groupVersion);
    json.put("controllers", controllers);
    json.put("delegated", delegated);
    json.put("userNamespaces", namespaces.isEmpty());
    sharesBlocks.ifPresent(shares -> json.put("reflink", shares));
    watches.ifPresent(limit -> json.put("inotifyWatches", limit));
    watchers.ifPresent(limit -> json.put("inotifyInstances", limit));
    return json;
  }
}
