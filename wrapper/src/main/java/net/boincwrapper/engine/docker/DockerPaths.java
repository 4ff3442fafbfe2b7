package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
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

  /** The events of one container. */
  static DockerPaths events(String id) throws IOException {
    ObjectNode filters = JsonNodeFactory.instance.objectNode();
    filters.putArray("type").add("container");
    filters.putArray("container").add(id);
    return of("/events").with("filters", DockerJson.text(filters));
  }

  /** A path of Podman's own API, which is there in this version and all later ones. */
  static DockerPaths libpod(String id, String what) {
    return new DockerPaths("/v4.0.0/libpod/containers/" + escaped(id, "") + what);
  }

  /** The same about one image. */
  static DockerPaths libpodImage(String reference, String what) {
    return new DockerPaths("/v4.0.0/libpod/images/" + escaped(reference, "/") + what);
  }

  /** What Podman says of itself and its host. */
  static DockerPaths libpodInfo() {
    return new DockerPaths("/v4.0.0/libpod/info");
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
