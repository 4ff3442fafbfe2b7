package net.boincwrapper.engine.podman;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
  private final Map<String, String> environment;
  private final Optional<ClientUnit> restarted;

  /**
   * @param root of the host's file system
   * @param user id of the user whose Podman it is
   * @param name the user's
   * @param environment of that Podman
   * @param unit in which it was started; empty: in none
   */
  ForeignOwners(
      Path root,
      int user,
      String name,
      Map<String, String> environment,
      Optional<ClientUnit> unit) {
    this.user = user;
    this.name = name;
    this.ids = new SubordinateIds(root);
    this.environment = environment;
    // What a user's own systemd has started stays.
    this.restarted = new LingerCommand(root, name, unit).isInForce() ? Optional.empty() : unit;
  }

  private static Optional<ForeignOwners> on(Path socket) {
    Path root = Path.of("/");
    return EngineUser.of(socket)
        .map(
            user ->
                new ForeignOwners(
                    root,
                    user.id(),
                    user.name(),
                    PodmanEnvironment.of(root, user, System.getenv()),
                    user.unit(root)));
  }

  /** What to do for images with files of several users; empty where they can be stored. */
  public static Optional<String> lack(Path socket) {
    return on(socket).flatMap(ForeignOwners::lack);
  }

  /**
   * A sentence for people, with commands; empty where something else went wrong.
   *
   * @param socket of a Podman
   * @param words what it has said
   */
  public static Optional<String> cure(Path socket, String words) {
    return LAYER.matcher(words).find() || STEP.matcher(words).find()
        ? on(socket).flatMap(owners -> owners.cure(words))
        : Optional.empty();
  }

  private Optional<String> lack() {
    return user == 0 || ids.has(name, user)
        ? Optional.empty()
        : Optional.of(
            "%s has no ids for the other users of an image; as root: %s"
                .formatted(name, ids.command(name)));
  }

  Optional<String> cure(String words) {
    boolean layer = LAYER.matcher(words).find();
    boolean none = !ids.has(name, user);
    // Whoever has ids may still name one in a Dockerfile that nobody has.
    if (user == 0 || !(layer || (none && STEP.matcher(words).find()))) {
      return Optional.empty();
    }
    String renewal = renewal();
    if (none) {
      return Optional.of(
          "%s has no ids for an image's other users; as root: %s && %s"
              .formatted(name, ids.command(name), renewal));
    }
    long highest = highest(words);
    if (highest > ids.count(name, user)) {
      return Optional.of(
          "%s has too few ids for an image with a user or group %d; as root: %s && %s"
              .formatted(name, highest, ids.command(name, highest), renewal));
    }
    return Optional.of(
        "%s has ids for the other users of an image, but this Podman was started before; as root: %s"
            .formatted(name, renewal));
  }

  /**
   * Ends the process that holds the user's ids as they were, and the containers with it. One that
   * was started in a unit ends with that, wherever Podman's files are; another is found by these.
   */
  private String renewal() {
    return restarted
        .map(ClientUnit::restart)
        .orElseGet(() -> UserCommand.migration(name, environment));
  }

  /** The highest id that Podman wanted; 0 where it does not say. */
  private static long highest(String words) {
    Matcher requested = REQUESTED.matcher(words);
    return requested.find()
        ? Math.max(Long.parseLong(requested.group(1)), Long.parseLong(requested.group(2)))
        : 0;
  }
}
