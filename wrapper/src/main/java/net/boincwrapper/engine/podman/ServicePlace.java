package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.UUID;

/**
 * Where the files of a service are. All directories are its user's alone (0700).
 *
 * @param directory its working directory: Podman's monitors write there, too
 * @param user id of who it belongs to
 * @param owner the same, as files have it
 */
record ServicePlace(Path directory, int user, UserPrincipal owner) {
  private static final String OWNER_ONLY = "rwx------";

  /** Linux, {@code include/uapi/linux/un.h:UNIX_PATH_MAX}, less the byte that ends it. */
  private static final int MOST_BYTES = 107;

  Path lock() {
    return directory.resolve("lock");
  }

  Path log() {
    return directory.resolve("log");
  }

  /** The runtime directory where Podman would find none. */
  Path runtime() {
    return directory.resolve("run");
  }

  /** Says in which boot {@link #runtime} was made. */
  Path boot() {
    return directory.resolve("boot");
  }

  /** In the directory, unless its path would be too long for a socket. */
  Path socket() {
    Path usual = directory.resolve("podman.sock");
    return bytes(usual).length <= MOST_BYTES
        ? usual
        : nearby().resolve(UUID.nameUUIDFromBytes(bytes(directory)) + ".sock");
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As the launcher's last resort ({@code store.c:choose}). */
  private Path nearby() {
    return directory.getFileSystem().getPath("/tmp", "docker-wrapper-" + user);
  }

  /** Makes what is missing. */
  void prepare() throws IOException {
    Path parent = directory.getParent();
    if (parent != null && !Files.exists(parent)) {
      makePrivate(parent);
    }
    makePrivate(directory);
    if (!socket().startsWith(directory)) {
      makePrivate(nearby());
    }
  }

  /** Makes a directory that is this user's alone; refuses one that somebody else has made. */
  void makePrivate(Path wanted) throws IOException {
    try {
      Files.createDirectory(
          wanted,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    } catch (FileAlreadyExistsException e) {
      if (!isOwn(wanted)) {
        throw new IOException(wanted + " is not a directory of this user's: remove it", e);
      }
      Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString(OWNER_ONLY));
    }
  }

  /** Whether it is a real directory of this user's. */
  boolean isOwn(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(owner);
  }
}
