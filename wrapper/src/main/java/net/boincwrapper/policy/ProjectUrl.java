package net.boincwrapper.policy;

import java.util.Locale;
import java.util.Optional;
import net.boincwrapper.job.Place;

/**
 * A project as the owner of a host writes it. A task learns of its project by the directory alone
 * that the client has named after the URL ({@code lib/url.cpp:escape_project_url}), so two URLs are
 * one project if the client would give them one directory: the scheme does not count, nor do
 * doubled slashes, one at the end, or the case of the host.
 *
 * @param host with its port, in lower case
 * @param path from its first slash on, without doubled slashes; ends with a slash
 */
record ProjectUrl(String host, String path) {
  private static final String SCHEME_END = "://";

  /** Empty: the problem has been reported. */
  static Optional<ProjectUrl> parse(String written, Place place) {
    int scheme = written.indexOf(SCHEME_END);
    String name = scheme < 0 ? "" : written.substring(0, scheme).toLowerCase(Locale.ROOT);
    String rest = scheme < 0 ? written : written.substring(scheme + SCHEME_END.length());
    String plain = (rest + "/").replaceAll("/+", "/");
    int slash = plain.indexOf('/');
    boolean known = scheme < 0 || name.equals("http") || name.equals("https");
    if (!known || slash == 0 || plain.contains("@") || plain.contains("?")) {
      place.error(
          "is not the URL of a project; write it as boinccmd --get_project_status shows it, such"
              + " as [project.\"https://example.org/project/\"]");
      return Optional.empty();
    }
    String host = plain.substring(0, slash).toLowerCase(Locale.ROOT);
    return Optional.of(new ProjectUrl(host, plain.substring(slash)));
  }

  /**
   * A URL for which the client would make this directory. Which characters the URL had where the
   * name has an underscore is not known: a host has none, so the first stands for a slash.
   */
  static String likely(String directory) {
    return "https://" + directory.replaceFirst("_", "/") + "/";
  }

  /** Whether the client keeps the project's files in a directory of this name. */
  boolean isOf(String directory) {
    return directory.length() >= host.length()
        && escaped(host).equals(directory.substring(0, host.length()).toLowerCase(Locale.ROOT))
        && withoutLast(escaped(path)).equals(directory.substring(host.length()));
  }

  /** As {@code lib/url.cpp:escape_url_readable}. */
  private static String escaped(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static String withoutLast(String escaped) {
    return escaped.substring(0, escaped.length() - 1);
  }

  /** The same project gives the same text. */
  String directory() {
    return escaped(host) + withoutLast(escaped(path));
  }
}
