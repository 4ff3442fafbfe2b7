package net.boincwrapper.engine.podman;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where the files of a service are. All directories are its user's alone (0700).
 *
 * @param directory its working directory: Podman's monitors write there, too
 * @param user id of who it belongs to
 * @param owner the same, as files have it
 */
record ServicePlace(Path directory, int user, UserPrincipal owner) {
  static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

  private static final Set<PosixFilePermission> FOR_OTHERS =
      Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** Linux, {@code include/uapi/linux/un.h:UNIX_PATH_MAX}, less the byte that ends it. */
  private static final int MOST_BYTES = 107;

  Path lock() {
    return directory.resolve("lock");
  }

  Path log() {
    return directory.resolve("log");
  }

  /**
   * The runtime directory where Podman would find none. It has to be gone after a boot: Podman
   * takes its files for those of this boot, or (5.4.2, {@code libpod/runtime_linux.go:checkBootID})
   * refuses to work with those of another; and its path stays in Podman's database, for the
   * client's own Podman, too, and for times when another would be chosen. Podman itself needs
   * {@code /dev/shm} for its locks ({@code libpod/lock/shm}). The path has to be short: a
   * container's end is noted by a command that refuses a {@code --runroot} of more than 50
   * characters (4.3.1, {@code pkg/domain/infra/runtime_libpod.go:getRuntime}).
   */
  Path runtime() {
    return shared(directory.getFileSystem(), "/dev/shm", user);
  }

  /** For what Podman would write in {@code /var/tmp}, if there is no better place. */
  Path temporary() {
    return directory.resolve("tmp");
  }

  /** In the directory, unless its path would be too long for a socket. */
  Path socket() {
    Path usual = directory.resolve("podman.sock");
    return bytes(usual).length <= MOST_BYTES
        ? usual
        : nearby(directory.getFileSystem(), user)
            .resolve(UUID.nameUUIDFromBytes(bytes(directory)) + ".sock");
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As the launcher's last resort ({@code store.c:choose}), unless a unit makes that read-only. */
  static Path nearby(FileSystem files, int user) {
    boolean usual = Files.isWritable(files.getPath("/tmp"));
    return shared(files, usual ? "/tmp" : "/dev/shm", user);
  }

  private static Path shared(FileSystem files, String where, int user) {
    return files.getPath(where, "docker-wrapper-" + user);
  }

  /** Makes what is missing, and refuses what somebody else has made. */
  void prepare() throws IOException {
    for (Path one : all().toList()) {
      makePrivate(one);
    }
  }

  /**
   * Whether nobody else can have put anything there. Two of them may lie where anybody may make
   * one, and who listens at a socket becomes the engine.
   */
  boolean isTrusted() {
    return all().allMatch(this::isOwnAlone);
  }

  /** From the outside in. */
  private Stream<Path> all() {
    return Stream.of(parent(directory), directory, parent(socket())).distinct();
  }

  private static Path parent(Path absolute) {
    return Objects.requireNonNull(absolute.getParent());
  }

  /** Makes a directory that is this user's alone; refuses one that somebody else has made. */
  void makePrivate(Path wanted) throws IOException {
    try {
      Files.createDirectory(wanted, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      if (!isOwn(wanted)) {
        throw new IOException(wanted + " is not a directory of this user's: remove it", e);
      }
      Files.setPosixFilePermissions(wanted, OWNER_ONLY);
    }
  }

  private boolean isOwn(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(owner);
  }

  /** Whether it is a real directory of this user's, in which nobody else may write. */
  boolean isOwnAlone(Path directory) {
    try {
      return isOwn(directory)
          && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).stream()
              .noneMatch(FOR_OTHERS::contains);
    } catch (IOException e) {
      return false;
    }
  }
}
