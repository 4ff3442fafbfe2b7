package net.boincwrapper.engine.docker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.engine.EngineException;

/**
 * Finds the socket of the engine: the one that the environment names, else the usual places. Where
 * none answers, a service of Podman's can be started ({@link OwnPodman}); for a client that has
 * found Podman, before Docker is tried.
 */
final class EngineFinder {
  private static final String UNIX = "unix://";

  private final Map<String, String> environment;
  private final Optional<Kind> preferred;
  private final List<Path> docker;
  private final List<Path> podman;

  /**
   * @param userId effective user of this process
   * @param preferred the client's choice, tried first
   */
  EngineFinder(Map<String, String> environment, int userId, Optional<Kind> preferred) {
    this.environment = environment;
    this.preferred = preferred;
    String named = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    String own = named.startsWith("/") ? named : "/run/user/" + userId;
    this.docker = List.of(Path.of("/var/run/docker.sock"), Path.of(own, "docker.sock"));
    this.podman =
        List.of(Path.of(own, "podman", "podman.sock"), Path.of("/run/podman/podman.sock"));
  }

  /**
   * The socket that is named, whether it answers or not, or the first that answers of those that
   * come before a service that would have to be started.
   *
   * @throws EngineException {@code FINAL} where the environment names no unix socket
   */
  Optional<Path> first(Predicate<Path> answers) throws EngineException {
    Optional<Path> named = named();
    return named.isPresent()
        ? named
        : (prefersPodman() ? podman : usual()).stream().filter(answers).findFirst();
  }

  /** The first that answers of those that come after it. */
  Optional<Path> last(Predicate<Path> answers) {
    return (prefersPodman() ? docker : List.<Path>of()).stream().filter(answers).findFirst();
  }

  /**
   * Whether a service of Podman's may be started. A client that has found Docker to work ({@code
   * client/hostinfo_unix.cpp:get_docker_version}) has images and perhaps a paused container there,
   * and its daemon is only away.
   */
  boolean mayStartPodman(Predicate<Path> exists) {
    return !prefers(Kind.DOCKER) || docker.stream().noneMatch(exists);
  }

  /** Nothing was found, and there was nothing to start. */
  EngineException noneAnswers() {
    String places = usual().stream().map(EngineFinder::described).collect(Collectors.joining(", "));
    return new EngineException(
        EngineException.Kind.UNREACHABLE,
        "looking for a container engine: none answers at "
            + places
            + ", and there is no program podman to start; start Docker, install Podman, or name"
            + " another in DOCKER_HOST (unix:///path)");
  }

  /** Nothing was found, and Podman was not started. */
  EngineException awayFor() {
    return new EngineException(
        EngineException.Kind.UNREACHABLE,
        "looking for a container engine: the client has found Docker, but its daemon does not"
            + " answer at "
            + docker.stream().map(EngineFinder::described).collect(Collectors.joining(", "))
            + "; start it (systemctl start docker), or restart the client if Docker is gone");
  }

  private static String described(Path socket) {
    boolean forbidden = Files.exists(socket) && !Files.isWritable(socket);
    return forbidden
        ? socket + " (this user may not use it: see the socket's group)"
        : socket.toString();
  }

  /** The variable that names the socket; empty where none does. */
  Optional<String> variable() {
    return variables().stream()
        .filter(variable -> !environment.getOrDefault(variable, "").isEmpty())
        .findFirst();
  }

  private List<String> variables() {
    return inOrder(List.of("DOCKER_HOST"), List.of("CONTAINER_HOST"));
  }

  private Optional<Path> named() throws EngineException {
    for (String variable : variables()) {
      String host = environment.getOrDefault(variable, "");
      if (host.startsWith(UNIX + "/")) {
        return Optional.of(Path.of(host.substring(UNIX.length())));
      }
      if (!host.isEmpty()) {
        throw noUnixSocket(variable, host);
      }
    }
    return Optional.empty();
  }

  private static EngineException noUnixSocket(String variable, String host) {
    return new EngineException(
        EngineException.Kind.FINAL,
        "looking for a container engine: %s=%s is no unix socket; only an engine on this host can"
                .formatted(variable, host)
            + " mount the slot: unset the variable, or give it as unix:///path");
  }

  private List<Path> usual() {
    return inOrder(docker, podman);
  }

  private <T> List<T> inOrder(List<T> docker, List<T> podman) {
    List<T> all = new ArrayList<>(prefersPodman() ? podman : docker);
    all.addAll(prefersPodman() ? docker : podman);
    return all;
  }

  private boolean prefersPodman() {
    return prefers(Kind.PODMAN);
  }

  private boolean prefers(Kind kind) {
    return preferred.filter(choice -> choice == kind).isPresent();
  }
}
