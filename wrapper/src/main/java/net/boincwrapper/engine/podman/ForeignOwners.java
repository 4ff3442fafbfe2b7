package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do where a rootless Podman cannot store a file, or run a program, of a user for whom its
 * own user has no id. Most images have such files: {@code /etc/gshadow} is of group 42 on Debian.
 *
 * <p>Podman answers 500, or 200 and a report (tried with 4.3.1), so its words have to tell.
 */
public final class ForeignOwners {
  /** Only root can help, and each try may download the image again. */
  public static final Duration REST = Duration.ofHours(1);

  /** Of a layer ({@code containers/storage/pkg/idtools/idtools.go:checkChownErr}). */
  private static final Pattern LAYER =
      Pattern.compile("insufficient UIDs or GIDs available in (?:the )?user namespace");

  /**
   * Of a build: {@code COPY --chown}, and {@code chown} in a {@code RUN}; {@code RUN} after {@code
   * USER} ({@code buildah/util/util.go:GetHostIDs}); apt, which gives up its rights.
   */
  private static final Pattern STEP =
      Pattern.compile(
          "(?:chown|ownership of) .*: invalid argument"
              + "|doesn't map [UG]ID"
              + "|(?:setgroups|sete[ug]id) .*failed",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern REQUESTED =
      Pattern.compile("\\(requested (\\d{1,18}):(\\d{1,18}) for ");

  private final int user;
  private final String name;
  private final SubordinateIds ids;
  private final Path runtime;

  /**
   * @param root of the host's file system
   * @param user id of the user whose Podman it is
   * @param name the user's
   * @param runtime the runtime directory of a service of ours; need not exist
   */
  ForeignOwners(Path root, int user, String name, Path runtime) {
    this.user = user;
    this.name = name;
    this.ids = new SubordinateIds(root);
    this.runtime = runtime;
  }

  /** On the Podman that listens at a socket: the socket is its user's. */
  public static ForeignOwners on(Path socket) {
    try {
      int user = (int) Files.getAttribute(socket, "unix:uid");
      String name = Files.getOwner(socket).getName();
      return new ForeignOwners(Path.of("/"), user, name, socket.resolveSibling("run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to do for images with files of several users; empty where they can be stored. */
  public Optional<String> lack() {
    return user == 0 || ids.has(name, user)
        ? Optional.empty()
        : Optional.of(
            "%s has no ids for the other users of an image; as root: %s"
                .formatted(name, ids.command(name)));
  }

  /**
   * A sentence for people, with commands; empty where something else went wrong.
   *
   * @param words what Podman has said
   */
  public Optional<String> cure(String words) {
    boolean layer = LAYER.matcher(words).find();
    boolean none = !ids.has(name, user);
    // Whoever has ids may still name one in a Dockerfile that nobody has.
    if (user == 0 || !(layer || (none && STEP.matcher(words).find()))) {
      return Optional.empty();
    }
    String migrate = "su -l -s /bin/sh %s -c '%spodman system migrate'".formatted(name, where());
    if (none) {
      return Optional.of(
          "%s has no ids for an image's other users; as root: %s && %s"
              .formatted(name, ids.command(name), migrate));
    }
    long highest = highest(words);
    if (highest > ids.count(name, user)) {
      return Optional.of(
          "%s has too few ids for an image with a user or group %d; as root: %s && %s"
              .formatted(name, highest, ids.command(name, highest), migrate));
    }
    return Optional.of(
        "%s has ids for the other users of an image, but this Podman was started before; as root: %s"
            .formatted(name, migrate));
  }

  /** Podman finds the process that holds the user's ids in its runtime directory. */
  private String where() {
    return Files.isDirectory(runtime) ? "XDG_RUNTIME_DIR=" + runtime + " " : "";
  }

  /** The highest id that Podman wanted; 0 where it does not say. */
  private static long highest(String words) {
    Matcher requested = REQUESTED.matcher(words);
    return requested.find()
        ? Math.max(Long.parseLong(requested.group(1)), Long.parseLong(requested.group(2)))
        : 0;
  }
}
