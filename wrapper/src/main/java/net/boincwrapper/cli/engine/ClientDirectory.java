package net.boincwrapper.cli.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.boincwrapper.engine.Engine.Kind;
import net.boincwrapper.slot.HostLayout;

/**
 * The data directory of a BOINC client, with what its tasks go by when they look for an engine.
 *
 * @param path absolute
 * @param found the engine that the client has found at its start; empty: none, or an older client
 */
public record ClientDirectory(Path path, Optional<Kind> found) {
  /** {@code client/file_names.h:STATE_FILE_NAME}. */
  private static final String STATE = "client_state.xml";

  /**
   * As {@code lib/hostinfo.cpp:HOST_INFO::write} has it, in the same words as for a task. Nobody
   * else writes an element of this name.
   */
  private static final Pattern FOUND =
      Pattern.compile("\\s*<docker_type>\\s*(\\d)\\s*</docker_type>\\s*");

  /**
   * Reads it. Without the client's state file, or one that may be read, nothing is found.
   *
   * @throws IOException there is no such directory
   */
  public static ClientDirectory read(Path directory) throws IOException {
    Path real = directory.toRealPath();
    return new ClientDirectory(real, found(real.resolve(STATE)));
  }

  private static Optional<Kind> found(Path state) {
    try (BufferedReader in = Files.newBufferedReader(state, StandardCharsets.ISO_8859_1)) {
      return in.lines()
          .map(FOUND::matcher)
          .filter(Matcher::matches)
          .findFirst()
          .flatMap(element -> kind(element.group(1)));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** {@code lib/common_defs.h:DOCKER_TYPE}. */
  private static Optional<Kind> kind(String type) {
    return switch (type) {
      case "1" -> Optional.of(Kind.DOCKER);
      case "2" -> Optional.of(Kind.PODMAN);
      default -> Optional.empty();
    };
  }

  /** Where the files of a service of Podman's are that its tasks start. */
  Path podman() {
    return new HostLayout(path).podman();
  }

  /**
   * Whose it is, as whom its tasks run; empty: of the user of this process.
   *
   * @param self {@code /proc/self} of this process
   */
  public Optional<String> otherUser(Path self) throws IOException {
    String owner = Files.getOwner(path).getName();
    return owner.equals(Files.getOwner(self).getName()) ? Optional.empty() : Optional.of(owner);
  }
}
