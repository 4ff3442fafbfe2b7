package net.boincwrapper.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.cli.engine.ClientDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which BOINC client an owner's command is about. */
final class DataDirectoryOption {
  @Option(
      names = "--data-dir",
      paramLabel = "DATA",
      description =
          "The BOINC client's data directory; default: /var/lib/boinc-client or /var/lib/boinc.")
  private @Nullable Path directory;

  /**
   * The client in that directory, or in the usual place.
   *
   * @return empty where none was named, and none is in the usual places
   */
  Optional<ClientDirectory> client(CommandSpec spec) throws IOException {
    Path named = directory;
    Optional<Path> path = named == null ? ClientDirectory.usual(Path.of("/")) : Optional.of(named);
    try {
      return path.isPresent() ? Optional.of(ClientDirectory.read(path.get())) : Optional.empty();
    } catch (IOException e) {
      if (named == null) {
        throw e;
      }
      throw new ParameterException(
          spec.commandLine(),
          "--data-dir: " + named + " cannot be read: name a BOINC data directory",
          e);
    }
  }
}
