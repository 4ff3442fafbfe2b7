package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The environment of the service. It is this process's own, so that Podman finds the configuration
 * and the storage that the client's own Podman has; what differs is where it keeps its runtime
 * files, if the one that is named cannot be used.
 *
 * <p>A rootless Podman keeps them in {@code XDG_RUNTIME_DIR}, else in {@code /run/user/UID}, else
 * below {@code TMPDIR} or {@code /tmp}, as {@code podman-run-UID} (4.3.1, {@code
 * pkg/util/utils_supported.go:GetRuntimeDir}) or {@code storage-run-UID} (5.4.2, {@code
 * storage/pkg/homedir/homedir_unix.go:GetRuntimeDir}). Two Podmans with one storage must agree
 * about it: the first one's is kept in the database for good, and is stronger than any variable
 * ({@code libpod/runtime.go:mergeDBConfig}, 4.3.1 to 5.8). So ours is used only where Podman would
 * find none, where the client's own Podman cannot work either.
 */
final class ServiceEnvironment {
  private static final String RUNTIME = "XDG_RUNTIME_DIR";

  /** Podman takes an empty one for its working directory. */
  private static final String TEMPORARY = "TMPDIR";

  /**
   * Without it, a container whose image's health check is switched off gets a timer of systemd's
   * for it all the same, and from Podman 5.5 on it does not start where the user has no systemd
   * ({@code libpod/container_internal.go:init}, {@code
   * libpod/healthcheck_linux.go:disableHealthCheckSystemd}; tried on 5.8.6).
   */
  private static final String WITHOUT_HEALTH_TIMERS = "DISABLE_HC_SYSTEMD";

  /**
   * What makes Podman the client of another, or of systemd's socket; and what the launcher has set
   * for Java.
   */
  private static final Set<String> NOT_FOR_IT =
      Set.of(
          "DOCKER_HOST",
          "CONTAINER_HOST",
          "CONTAINER_CONNECTION",
          "LISTEN_FDS",
          "LISTEN_PID",
          "LISTEN_FDNAMES",
          "NOTIFY_SOCKET",
          "MALLOC_ARENA_MAX",
          "DOCKER_WRAPPER_HOME",
          "DOCKER_WRAPPER_TRACE",
          "DOCKER_WRAPPER_CHANGES");

  private final ServicePlace place;
  private final FileSystem files;

  ServiceEnvironment(ServicePlace place) {
    this.place = place;
    this.files = place.directory().getFileSystem();
  }

  /**
   * Makes the directory that it names, if that is ours.
   *
   * @param own environment of this process
   */
  Map<String, String> of(Map<String, String> own) throws IOException {
    Map<String, String> its = new HashMap<>(own);
    its.keySet().removeAll(NOT_FOR_IT);
    its.put(WITHOUT_HEALTH_TIMERS, "true");
    if (!its.getOrDefault(TEMPORARY, "").startsWith("/")) {
      its.remove(TEMPORARY);
    }
    if (place.user() == 0 || isUsable(own.getOrDefault(RUNTIME, ""))) {
      return its;
    }
    its.remove(RUNTIME);
    if (!isUsable("/run/user/" + place.user()) && !findsOne(its.getOrDefault(TEMPORARY, "/tmp"))) {
      place.makePrivate(place.runtime());
      its.put(RUNTIME, place.runtime().toString());
    }
    return its;
  }

  private boolean isUsable(String directory) {
    return directory.startsWith("/") && isUsable(files.getPath(directory));
  }

  private boolean isUsable(Path directory) {
    return place.isOwnAlone(directory)
        && Files.isWritable(directory)
        && Files.isExecutable(directory);
  }

  private boolean findsOne(String temporary) {
    for (String name : List.of("podman-run-", "storage-run-")) {
      Path directory = files.getPath(temporary, name + place.user());
      boolean isThere = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
      if (isThere ? !isUsable(directory) : !Files.isWritable(files.getPath(temporary))) {
        return false;
      }
    }
    return true;
  }
}
