package net.boincwrapper.image;

import java.util.Locale;
import net.boincwrapper.engine.Inventory;
import net.boincwrapper.slot.Sha256;

/**
 * The names of images that are obtained for one project, by content: {@code
 * boincwrapper/<project>:<16 digits>}. No project can take over a name that another one, or other
 * programs on the host, use.
 */
final class ProjectImages {
  private static final int DIGITS = 16;

  private ProjectImages() {}

  /**
   * A name.
   *
   * @param hash hexadecimal digits that stand for project and content
   */
  static String name(String project, String hash) {
    return Inventory.REPOSITORIES + component(project) + ":" + hash.substring(0, DIGITS);
  }

  /** The same for what a text says of project and content. */
  static String nameOf(String project, String text) {
    return name(project, Sha256.hex(project + "\n" + text));
  }

  /** A path component of an image's name: letters and digits, single separators between them. */
  static String component(String project) {
    String name =
        project
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]", "-")
            .replaceAll("[._-]{2,}", "-")
            .replaceAll("^[._-]|[._-]$", "");
    return name.isEmpty() ? "project" : name;
  }
}
