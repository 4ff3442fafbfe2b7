package net.boincwrapper.policy;

import java.util.List;
import net.boincwrapper.toml.Key;

/** Writes the lines of a policy that would allow one project one more thing. */
final class Permission {
  private final Scope scope;
  private final String section;

  /**
   * @param directory name of the project's directory
   */
  Permission(Scope scope, String directory) {
    this.scope = scope;
    this.section =
        scope.section().isEmpty()
            ? PolicyKeys.PROJECT + ".\"" + ProjectUrl.likely(directory) + "\""
            : scope.section();
  }

  /**
   * Three lines for a key.
   *
   * @param value as TOML writes it
   * @param now where its present value comes from
   */
  List<String> lines(Key key, String value, Origin now) {
    String table = key.table().isEmpty() ? section : section + "." + key.table();
    return List.of(place(table, now), "[" + table + "]", key.name() + " = " + value);
  }

  /** A table for a mount, with a guess of where it is. */
  List<String> mount(String name) {
    return List.of(
        "# " + scope.file() + ", at its end",
        "[[" + section + "." + PolicyKeys.MOUNTS + "]]",
        "name = \"" + name + "\"",
        "source = \"/" + name + "\"");
  }

  private String place(String table, Origin now) {
    Integer there = scope.tables().get(table);
    if (!now.isDefault() && !now.section().isEmpty()) {
      return "# " + scope.file() + ", in place of line " + now.line();
    }
    return "# "
        + scope.file()
        + (there == null ? ", at its end" : ", below line " + there + ", which says");
  }
}
