package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/** Temporary directories that are not in memory, as {@code /tmp} may be. */
final class OnDisk implements TempDirFactory {
  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    Path home = Path.of(System.getProperty("docker-wrapper.home", "")).toAbsolutePath();
    return Files.createTempDirectory(Files.createDirectories(home.resolve("target")), "disk");
  }
}
