package net.boincwrapper.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The program's jar, copied: the clone may lie where another user cannot read. */
public final class BuiltJar {
  /** Readable for all users; gone with this process. */
  public static final Path FOR_ALL_USERS = copy();

  private BuiltJar() {}

  private static Path copy() {
    try {
      Path built = Path.of(System.getProperty("docker-wrapper.jar", "target/docker-wrapper.jar"));
      Path copy = Files.createTempFile("docker-wrapper-it-", ".jar");
      copy.toFile().deleteOnExit();
      Files.copy(built, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
