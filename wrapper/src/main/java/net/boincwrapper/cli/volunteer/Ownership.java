package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives files to a user. Links are not followed. */
public final class Ownership {
  private final int uid;
  private final int gid;

  public Ownership(RunUser user) {
    this(user.uid(), user.gid());
  }

  Ownership(int uid, int gid) {
    this.uid = uid;
    this.gid = gid;
  }

  /** Gives one file or directory. */
  public void give(Path file) throws IOException {
    UserPrincipalLookupService users = file.getFileSystem().getUserPrincipalLookupService();
    giveGroup(file, gid);
    view(file).setOwner(users.lookupPrincipalByName(Integer.toString(uid)));
  }

  /** Changes the group alone. The system takes numbers that have no name. */
  static void giveGroup(Path file, int gid) throws IOException {
    UserPrincipalLookupService users = file.getFileSystem().getUserPrincipalLookupService();
    view(file).setGroup(users.lookupPrincipalByGroupName(Integer.toString(gid)));
  }

  /** Gives a directory with all that is in it. */
  public void giveAll(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            give(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            give(visited);
            return super.postVisitDirectory(visited, problem);
          }
        });
  }

  /** The number of a file's owner; -1 where that number has a name. */
  static int numberOfOwner(Path file) throws IOException {
    String name = view(file).readAttributes().owner().getName();
    return name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
  }

  static void setMode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  static Set<PosixFilePermission> mode(Path file) throws IOException {
    return view(file).readAttributes().permissions();
  }

  private static PosixFileAttributeView view(Path file) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      throw new UnsupportedOperationException("no owners on the file system of " + file);
    }
    return view;
  }
}
