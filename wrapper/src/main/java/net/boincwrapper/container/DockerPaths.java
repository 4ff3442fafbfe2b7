package net.boincwrapper.container;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Builds the path and query of a request, escaped. */
final class DockerPaths {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@";

  private final StringBuilder text;
  private char separator = '?';

  private DockerPaths(String path) {
    this.text = new StringBuilder(path);
  }

  /** A path about one container. */
  static DockerPaths container(String idOrName, String what) {
    return new DockerPaths("/containers/" + escaped(idOrName, "") + what);
  }

  /** A path about one image, whose name may have several parts. */
  static DockerPaths image(String reference, String what) {
    return new DockerPaths("/images/" + escaped(reference, "/") + what);
  }

  static DockerPaths network(String idOrName) {
    return new DockerPaths("/networks/" + escaped(idOrName, ""));
  }

  static DockerPaths of(String path) {
    return new DockerPaths(path);
  }

  DockerPaths with(String name, Object value) {
    text.append(separator).append(name).append('=');
    text.append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    separator = '&';
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static String escaped(String segment, String alsoAllowed) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (UNRESERVED.indexOf(c) >= 0 || alsoAllowed.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
