package net.boincwrapper.cli.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * @param version of the client, such as {@code 8.2.15}; empty where none has run here
 */
public record ClientDirectory(Path path, Optional<Kind> found, Optional<String> version) {
  /** Of Debian's packages, and of BOINC's own. */
  private static final List<String> USUAL = List.of("var/lib/boinc-client", "var/lib/boinc");

  /** {@code client/file_names.h:STATE_FILE_NAME}. */
  private static final String STATE = "client_state.xml";

  private static final int MOST_LINES = 16;

  /**
   * As {@code lib/hostinfo.cpp:HOST_INFO::write} has it, in the same words as for a task. Nobody
   * else writes an element of this name.
   */
  private static final Pattern FOUND =
      Pattern.compile("\\s*<docker_type>\\s*(\\d)\\s*</docker_type>\\s*");

  /**
   * {@code client/cs_statefile.cpp:CLIENT_STATE::write_state}, in this order. Nobody else writes
   * elements of these names.
   */
  private static final Pattern NUMBER =
      Pattern.compile("\\s*<core_client_(?:major_version|minor_version|release)>(\\d{1,6})<.*");

  /**
   * Where the packages put it, if it is there.
   *
   * @param root of the host's file system
   */
  public static Optional<Path> usual(Path root) {
    return USUAL.stream().map(root::resolve).filter(Files::isDirectory).findFirst();
  }

  /** All places that {@link #usual} looks at, for people. */
  public static List<String> usualNames() {
    return USUAL.stream().map(name -> "/" + name).toList();
  }

  /**
   * Reads it. Without the client's state file, or one that may be read, nothing is found.
   *
   * @throws IOException there is no such directory
   */
  public static ClientDirectory read(Path directory) throws IOException {
    Path real = directory.toRealPath();
    List<String> lines = told(real.resolve(STATE));
    List<String> numbers = values(lines, NUMBER);
    return new ClientDirectory(
        real,
        values(lines, FOUND).stream().findFirst().flatMap(ClientDirectory::kind),
        numbers.size() < 3
            ? Optional.empty()
            : Optional.of(String.join(".", numbers.subList(0, 3))));
  }

  /** Those lines that may tell something: the file can be long. */
  private static List<String> told(Path state) {
    try (BufferedReader in = Files.newBufferedReader(state, StandardCharsets.ISO_8859_1)) {
      return in.lines()
          .filter(line -> line.contains("<docker_type>") || line.contains("<core_client_"))
          .limit(MOST_LINES)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static List<String> values(List<String> lines, Pattern element) {
    return lines.stream()
        .map(element::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .toList();
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
  public Path podman() {
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
