package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;

/**
 * The environment of the service. It is this process's own, so that Podman finds the configuration
 * and the storage that the client's own Podman has; what differs is where it keeps its runtime
 * files, if the one that is named cannot be used.
 *
 * <p>A rootless Podman keeps them in {@code XDG_RUNTIME_DIR}, else in {@code /run/user/UID}, else
 * below {@code TMPDIR} or {@code /tmp}, as {@code podman-run-UID} (4.3.1, {@code
 * pkg/util/utils_supported.go:GetRuntimeDir}) or {@code storage-run-UID} (5.4.2, {@code
 * storage/pkg/homedir/homedir_unix.go:GetRuntimeDir}). Two Podmans with one storage must agree
 * about it: the first one's is kept in the database, and the process that holds the user's
 * namespace is found there. So ours is used only where Podman would find none, where the client's
 * own Podman cannot work either. It is on a disk, and Podman takes its files for those of this
 * boot, or (5.4.2, {@code libpod/runtime_linux.go:checkBootID}) refuses to work with those of
 * another; so those are removed.
 */
final class RuntimeDirectory {
  private static final String VARIABLE = "XDG_RUNTIME_DIR";

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

  private static final Set<PosixFilePermission> FOR_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final ServicePlace place;
  private final FileSystem files;

  RuntimeDirectory(ServicePlace place) {
    this.place = place;
    this.files = place.directory().getFileSystem();
  }

  /**
   * Makes the directory that it names, if that is ours.
   *
   * @param own environment of this process
   */
  Map<String, String> environment(Map<String, String> own) throws IOException {
    Map<String, String> its = new HashMap<>(own);
    its.keySet().removeAll(NOT_FOR_IT);
    its.put(WITHOUT_HEALTH_TIMERS, "true");
    if (place.user() == 0 || isUsable(own.getOrDefault(VARIABLE, ""))) {
      return its;
    }
    its.remove(VARIABLE);
    if (!isUsable("/run/user/" + place.user()) && !findsOne(own.getOrDefault("TMPDIR", "/tmp"))) {
      its.put(VARIABLE, ours().toString());
    }
    return its;
  }

  private boolean isUsable(String directory) throws IOException {
    return directory.startsWith("/") && isUsable(files.getPath(directory));
  }

  private boolean isUsable(Path directory) throws IOException {
    return place.isOwn(directory)
        && Files.isWritable(directory)
        && Files.isExecutable(directory)
        && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).stream()
            .noneMatch(FOR_OTHERS::contains);
  }

  private boolean findsOne(String temporary) throws IOException {
    for (String name : List.of("podman-run-", "storage-run-")) {
      Path directory = files.getPath(temporary, name + place.user());
      boolean isThere = Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
      if (isThere ? !isUsable(directory) : !Files.isWritable(files.getPath(temporary))) {
        return false;
      }
    }
    return true;
  }

  private Path ours() throws IOException {
    Path ours = place.runtime();
    String boot = Files.readString(files.getPath("/proc/sys/kernel/random/boot_id"));
    boolean isOfThisBoot =
        Files.exists(place.boot()) && Files.readString(place.boot()).equals(boot);
    if (!isOfThisBoot && Files.exists(ours, LinkOption.NOFOLLOW_LINKS)) {
      PathUtils.deleteDirectory(ours);
    }
    place.makePrivate(ours);
    Files.writeString(place.boot(), boot);
    return ours;
  }
}
