package net.boincwrapper.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.engine.program.ForeignFormats;
import net.boincwrapper.engine.program.LoaderMessages;

/**
 * Says why a container's program could not be run. Without an init process the engine itself
 * complains. With one the container ends like others: with 126 or 127 (docker-init), as a shell
 * that misses some other program does, or with 1 (catatonit). What cannot be executed as a program
 * the C library hands to a shell, which ends with 2, 126 or 127, or with 0 if there is nothing to
 * run. The init's own words and the file itself tell such ends from the app's.
 */
final class DockerProgram {
  private static final int EMPTY_SCRIPT = 0;
  private static final int INIT_FAILED = 1;
  private static final int SYNTAX_ERROR = 2;
  private static final int CANNOT_EXECUTE = 126;
  private static final int CANNOT_FIND = 127;

  /** The log of a program that never ran is short. */
  private static final int LOG_BYTES = 4096;

  private static final Set<Integer> LOOKED_INTO =
      Set.of(EMPTY_SCRIPT, INIT_FAILED, SYNTAX_ERROR, CANNOT_EXECUTE, CANNOT_FIND);

  private final DockerConnection connection;
  private final DockerErrors errors;

  DockerProgram(DockerConnection connection, DockerErrors errors) {
    this.connection = connection;
    this.errors = errors;
  }

  /** Whether an exit code by itself says that the program could not be run. */
  static boolean suspicious(int exitCode) {
    return exitCode == CANNOT_EXECUTE || exitCode == CANNOT_FIND;
  }

  /**
   * The complaint about the program of a container that is not running; empty string: none, or the
   * engine cannot look.
   *
   * @param inspected the engine's document about the container
   */
  String complaint(JsonNode inspected) throws IOException {
    int code = inspected.path("State").path("ExitCode").asInt() & 0xff;
    if (!LOOKED_INTO.contains(code)) {
      return "";
    }
    DockerProgramName program = DockerProgramName.of(inspected);
    try {
      Optional<String> flaw =
          code == EMPTY_SCRIPT ? emptyInSlot(program, inspected) : flaw(code, program, inspected);
      return flaw.map(text -> "its program " + program.name() + " " + text).orElse("");
    } catch (DockerException | EngineException | IllegalArgumentException e) {
      return "";
    }
  }

  private Optional<String> flaw(int code, DockerProgramName program, JsonNode inspected)
      throws IOException, EngineException {
    String id = inspected.path("Id").asText();
    DockerProgramFlaws flaws =
        new DockerProgramFlaws(
            new DockerFiles(connection), new ForeignFormats(), id, inspected.path("Config"));
    LoaderMessages words = words(id);
    Optional<String> refusal = words.refusal();
    Optional<String> flaw =
        refusal.isPresent() || suspicious(code)
            ? flaws.unrunnable(program, refusal)
            : flaws.foreign(program);
    return flaw.isPresent() ? flaw : words.missing();
  }

  private LoaderMessages words(String id) throws EngineException {
    return LoaderMessages.of(
        new String(new DockerLogs(connection, errors).tail(id, LOG_BYTES), StandardCharsets.UTF_8));
  }

  /**
   * An app that succeeds is not kept waiting by the engine: only what is mounted from this host is
   * looked at.
   */
  private static Optional<String> emptyInSlot(DockerProgramName program, JsonNode inspected) {
    for (String place : DockerProgramName.places(program.name(), inspected.path("Config"))) {
      for (JsonNode mount : inspected.path("Mounts")) {
        String at = mount.path("Destination").asText() + "/";
        if (place.startsWith(at) && at.length() > 1 && isEmpty(onHost(mount, place, at))) {
          return Optional.of(DockerProgramFlaws.EMPTY);
        }
      }
    }
    return Optional.empty();
  }

  private static Path onHost(JsonNode mount, String place, String at) {
    return Path.of(mount.path("Source").asText()).resolve(place.substring(at.length())).normalize();
  }

  private static boolean isEmpty(Path file) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() && found.size() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
