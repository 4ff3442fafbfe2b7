package net.boincwrapper.cli.volunteer;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A copy of this program that another user can run. A client, too, has a copy of its own, in its
 * project's directory, with the mode 0755 ({@code
 * client/client_types.cpp:FILE_INFO::set_permissions}).
 *
 * @param command runs the copy
 * @param environment what that needs
 * @param needsJava whether it runs the host's Java
 */
record ProgramCopy(List<String> command, Map<String, String> environment, boolean needsJava) {
  private static final String EXECUTABLE = "rwxr-xr-x";
  private static final String READABLE = "rw-r--r--";

  /** Read by bin/docker-wrapper. */
  private static final String JAR_VARIABLE = "DOCKER_WRAPPER_JAR";

  /**
   * Copies it.
   *
   * @param command how this process was started: the released executable; the script of a checkout;
   *     or {@code java -cp PATH CLASS}
   * @param classPath of this process
   * @param into an empty directory
   */
  static ProgramCopy make(List<String> command, String classPath, Path into) throws IOException {
    if (command.size() > 1) {
      List<String> copied = new ArrayList<>(command);
      copied.set(2, copyAll(command.get(2), into));
      return new ProgramCopy(copied, Map.of(), true);
    }
    Path program = Path.of(command.get(0));
    String copy = copy(program, into, EXECUTABLE).toString();
    return isScript(program)
        ? new ProgramCopy(List.of(copy), Map.of(JAR_VARIABLE, copyAll(classPath, into)), true)
        : new ProgramCopy(List.of(copy), Map.of(), false);
  }

  /** Directories, which only a development environment has, stay where they are. */
  private static String copyAll(String classPath, Path into) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : Arrays.asList(classPath.split(File.pathSeparator))) {
      Path jar = Path.of(entry).toAbsolutePath();
      boolean copied = Files.isRegularFile(jar);
      entries.add((copied ? copy(jar, numbered(into, entries.size()), READABLE) : jar).toString());
    }
    return entries.stream().collect(Collectors.joining(File.pathSeparator));
  }

  /** Two entries may have the same name. */
  private static Path numbered(Path into, int number) throws IOException {
    Path directory = Files.createDirectories(into.resolve("lib" + number));
    Ownership.setMode(directory, EXECUTABLE);
    return directory;
  }

  private static Path copy(Path file, Path into, String mode) throws IOException {
    Path copy = into.resolve(String.valueOf(file.getFileName()));
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Ownership.setMode(copy, mode);
    return copy;
  }

  private static boolean isScript(Path program) throws IOException {
    try (InputStream content = Files.newInputStream(program)) {
      return content.read() == '#' && content.read() == '!';
    }
  }
}
