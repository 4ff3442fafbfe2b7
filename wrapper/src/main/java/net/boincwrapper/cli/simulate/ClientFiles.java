package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import net.boincwrapper.cli.volunteer.Ownership;
import net.boincwrapper.cli.volunteer.RunUser;

/**
 * Makes files and directories as a client does: with its modes, whatever the author's are, and as
 * its user.
 */
record ClientFiles(RunUser user) {
  /** {@code lib/filesys.cpp:boinc_mkdir}. */
  private static final String DIRECTORY = "rwxrwx--x";

  /**
   * {@code client/client_types.cpp:FILE_INFO::set_permissions}, without a sandbox; a copy in the
   * slot has the same mode ({@code client/app_start.cpp:ACTIVE_TASK::setup_file}).
   */
  private static final String EXECUTABLE = "rwxr-xr-x";

  private static final String OTHER = "rw-r--r--";

  /** Makes a directory, and those above it that are missing. */
  void makeDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path above = directory.getParent();
    if (above != null) {
      makeDirectory(above);
    }
    Files.createDirectory(directory);
    finish(directory, DIRECTORY);
  }

  /** Copies a file, over one that is there. Nobody else may be changing the target's directory. */
  void copy(Path source, Path target, boolean executable) throws IOException {
    Path above = target.getParent();
    if (above != null) {
      makeDirectory(above);
    }
    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    finish(target, executable ? EXECUTABLE : OTHER);
  }

  /** Copies the files below a directory. */
  void copyAll(Path source, Path target) throws IOException {
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            copy(file, target.resolve(source.relativize(file)), isMarkedExecutable(file));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Whether a file of an app version is executable for the client: the server goes by the owner's
   * bit when the version is made ({@code tools/update_versions:process_file}).
   */
  static boolean isMarkedExecutable(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /** Gives a file that was made otherwise to the user. */
  void give(Path file) throws IOException {
    if (user.isVolunteer()) {
      new Ownership(user).give(file);
    }
  }

  private void finish(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    give(file);
  }
}
