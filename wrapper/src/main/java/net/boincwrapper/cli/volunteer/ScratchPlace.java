package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;

/**
 * A directory outside of the author's, where another user can reach the scratch BOINC directory.
 * Its name cannot be guessed, and nobody but root and that user can enter it; what the author wrote
 * stays as private as it was.
 *
 * @param base owned by root, and by the user's group: {@code rwx--x---}
 */
record ScratchPlace(Path base) {
  static final String PREFIX = "docker-wrapper-dry-run-";

  /** For so long, a place waits for a job's directory that cannot be found. */
  static final Duration FORGOTTEN = Duration.ofDays(30);

  /** The same, where somebody asks for it to be removed. */
  static final Duration LOST = Duration.ofDays(1);

  /** Below the author's {@code .dry-run}: a link to the base. */
  static final String LINK = "scratch";

  /** In the base: whose it is. A copied directory, with its links, must not lead here. */
  private static final String MARK = "of";

  private static final String BASE_MODE = "rwx--x---";

  /** {@code lib/filesys.cpp:boinc_mkdir}. */
  static final String CLIENT_MODE = "rwxrwx--x";

  /**
   * Makes one, and the link to it.
   *
   * @param parent where anybody may make files, such as /var/tmp
   * @param kept the author's {@code .dry-run}
   */
  static ScratchPlace make(Path parent, Path kept, RunUser user) throws IOException {
    ScratchPlace place = new ScratchPlace(Files.createTempDirectory(parent, PREFIX));
    Files.writeString(place.mark(), kept + "\n");
    Files.createDirectory(place.data());
    Ownership.setMode(place.data(), CLIENT_MODE);
    new Ownership(user).give(place.data());
    Ownership.giveGroup(place.base, user.gid());
    Ownership.setMode(place.base, BASE_MODE);
    Files.deleteIfExists(kept.resolve(LINK));
    Files.createSymbolicLink(kept.resolve(LINK), place.base);
    return place;
  }

  /**
   * The one that an earlier run made for this directory; empty if there is none, or anything about
   * it is not as {@link #make} makes it: whoever may write the author's directory could have set
   * the link.
   *
   * @param me who made it
   */
  static Optional<ScratchPlace> find(Path parent, Path kept, UserPrincipal me) throws IOException {
    Path link = kept.resolve(LINK);
    if (!Files.isSymbolicLink(link)) {
      return Optional.empty();
    }
    Path base = Files.readSymbolicLink(link);
    boolean named =
        parent.equals(base.getParent())
            && base.equals(base.normalize())
            && String.valueOf(base.getFileName()).startsWith(PREFIX);
    ScratchPlace place = new ScratchPlace(base);
    return named && place.isMadeBy(me) && place.isOf(kept) ? Optional.of(place) : Optional.empty();
  }

  private boolean isMadeBy(UserPrincipal me) throws IOException {
    return Files.isDirectory(base, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(base, LinkOption.NOFOLLOW_LINKS).equals(me)
        && !Ownership.mode(base).contains(PosixFilePermission.GROUP_WRITE)
        && !Ownership.mode(base).contains(PosixFilePermission.OTHERS_WRITE)
        && Files.isDirectory(data(), LinkOption.NOFOLLOW_LINKS)
        && UnusedId.isInRange(userId());
  }

  private boolean isOf(Path kept) throws IOException {
    return Files.isRegularFile(mark(), LinkOption.NOFOLLOW_LINKS)
        && Files.readString(mark()).equals(kept + "\n");
  }

  /** Whom it was made for; -1 where that number has got a name meanwhile. */
  int userId() throws IOException {
    return Ownership.numberOfOwner(data());
  }

  private Path mark() {
    return base.resolve(MARK);
  }

  /** The BOINC data directory. */
  Path data() {
    return base.resolve("boinc");
  }

  /** Where this program is copied to, and unpacks what it needs. */
  private Path program() {
    return base.resolve("program");
  }

  /** An empty directory for a copy of this program, which is to be given to the user. */
  Path makeProgram() throws IOException {
    removeProgram();
    Files.createDirectory(program());
    Ownership.setMode(program(), CLIENT_MODE);
    return program();
  }

  /** It is large, and made anew by each run. */
  void removeProgram() throws IOException {
    if (Files.exists(program(), LinkOption.NOFOLLOW_LINKS)) {
      PathUtils.deleteDirectory(program());
    }
  }

  /** Removes the places of directories that are not there any more. */
  static void removeOrphans(Path parent, UserPrincipal me) throws IOException {
    for (ScratchPlace place : orphans(parent, me, FORGOTTEN)) {
      place.removeOrphan(me, FORGOTTEN);
    }
  }

  /** The places of directories that are not there, and where no dry run has been for some time. */
  static List<ScratchPlace> orphans(Path parent, UserPrincipal me, Duration age)
      throws IOException {
    List<ScratchPlace> orphans = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path base : all) {
        ScratchPlace place = new ScratchPlace(base);
        if (place.isOrphan(me, age)) {
          orphans.add(place);
        }
      }
    }
    return orphans;
  }

  /** Removes it, if it still is one. */
  boolean removeOrphan(UserPrincipal me, Duration age) throws IOException {
    boolean orphan = isOrphan(me, age);
    if (orphan) {
      PathUtils.deleteDirectory(base);
    }
    return orphan;
  }

  /** A dry run begins or ends there. */
  void touch() throws IOException {
    Files.setLastModifiedTime(mark(), FileTime.from(Instant.now()));
  }

  /** The author's {@code .dry-run} that it was made for. */
  String of() throws IOException {
    return Files.readString(mark()).strip();
  }

  /**
   * A directory that is away may come back: a disk that is not mounted, another name for a while.
   */
  private boolean isOrphan(UserPrincipal me, Duration age) throws IOException {
    try {
      return isMadeBy(me)
          && Files.isRegularFile(mark(), LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(mark()).toInstant().isBefore(Instant.now().minus(age))
          && Files.notExists(base.getFileSystem().getPath(of()));
    } catch (NoSuchFileException e) {
      return false; // Another dry run of root's has removed it.
    }
  }

  /** Removes it with all that is in it, and the link. */
  void remove(Path kept) throws IOException {
    if (Files.exists(base, LinkOption.NOFOLLOW_LINKS)) {
      PathUtils.deleteDirectory(base);
    }
    Files.deleteIfExists(kept.resolve(LINK));
  }
}
