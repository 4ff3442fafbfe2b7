package net.boincwrapper.engine.podman;

import com.google.common.jimfs.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/** The files of a host, as far as Podman's service asks for them. */
final class FakeHost {
  static final Configuration LINUX =
      Configuration.unix().toBuilder()
          .setAttributeViews("basic", "owner", "posix")
          .setWorkingDirectory("/")
          .build();

  /** Whose files are made here by default. */
  static final String ME = "user";

  static final String SOMEBODY_ELSE = "somebody else";

  private FakeHost() {}

  /** One in which a user has a home and no session. */
  static void make(FileSystem files) throws IOException {
    for (String directory :
        List.of("/boinc/docker_wrapper", "/run/user", "/tmp", "/var/tmp", "/dev/shm", "/etc")) {
      Files.createDirectories(files.getPath(directory));
    }
    Files.setPosixFilePermissions(
        files.getPath("/run/user"), PosixFilePermissions.fromString("rwxr-xr-x"));
    text(files, "/proc/self/cgroup", "0::/system.slice/boinc-client.service\n");
    text(files, "/proc/sys/user/max_user_namespaces", "96365\n");
    own(files, "/boinc", ME);
  }

  static void text(FileSystem files, String path, String text) throws IOException {
    Path file = files.getPath(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  static void program(FileSystem files, String path) throws IOException {
    text(files, path, "");
    Files.setPosixFilePermissions(
        files.getPath(path), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The service's files in a directory. */
  static ServicePlace place(FileSystem files, String directory, int user) {
    try {
      return new ServicePlace(files.getPath(directory), user, principal(files, ME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UserPrincipal principal(FileSystem files, String name) throws IOException {
    return files.getUserPrincipalLookupService().lookupPrincipalByName(name);
  }

  /** A directory of one user's alone. */
  static Path own(FileSystem files, String path, String user) throws IOException {
    Path directory = Files.createDirectories(files.getPath(path));
    Files.setOwner(directory, principal(files, user));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    return directory;
  }
}
