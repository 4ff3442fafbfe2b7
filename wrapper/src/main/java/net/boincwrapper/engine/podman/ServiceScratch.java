package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.boincwrapper.time.HostClock;
import org.apache.commons.io.file.PathUtils;

/**
 * For what Podman would write in {@code /var/tmp}. One directory is mounted there for all of the
 * user's Podmans, so it is beside their storage, and not in a data directory, of which the user may
 * have several and remove one: {@code containers/docker-wrapper} below {@code XDG_DATA_HOME} or
 * {@code ~/.local/share} (4.3.1, containers/storage {@code
 * types/options.go:getRootlessStorageOpts}).
 */
final class ServiceScratch {
  /** Podman leaves there what it was given; no image takes that long. */
  private static final Duration LEFT_AFTER = Duration.ofDays(1);

  private final ServicePlace place;
  private final HostClock clock;

  ServiceScratch(ServicePlace place, HostClock clock) {
    this.place = place;
    this.clock = clock;
  }

  /**
   * Makes it, or removes what was left there.
   *
   * @param environment of the service
   */
  Path prepare(Map<String, String> environment) throws IOException {
    Path directory = make(environment);
    clear(directory);
    return directory;
  }

  private Path make(Map<String, String> environment) throws IOException {
    try {
      Path storages = data(environment).resolve("containers");
      Files.createDirectories(
          storages, PosixFilePermissions.asFileAttribute(ServicePlace.OWNER_ONLY));
      Path directory = storages.resolve("docker-wrapper");
      place.makePrivate(directory);
      return directory;
    } catch (IOException e) {
      // Its storage is elsewhere, then.
      place.makePrivate(place.temporary());
      return place.temporary();
    }
  }

  private Path data(Map<String, String> environment) {
    String named = environment.getOrDefault("XDG_DATA_HOME", "");
    return named.startsWith("/")
        ? file(named)
        : file(environment.getOrDefault("HOME", "/")).resolve(".local/share");
  }

  private Path file(String path) {
    return place.directory().getFileSystem().getPath(path);
  }

  private void clear(Path directory) {
    Instant limit = clock.now().minus(LEFT_AFTER);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path one : all) {
        if (Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS).toInstant().isBefore(limit)) {
          PathUtils.delete(one);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // What is left, as a file of another user's, only takes space.
    }
  }
}
