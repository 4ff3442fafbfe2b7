package net.boincwrapper.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.boincwrapper.slot.SlotLayout;

/** Where the program begins. */
public final class DockerWrapper {
  private static final Set<String> AUTHOR_WORDS =
      Set.of("dry-run", "init", "help", "--help", "-h", "--version");

  /** Set by the released executable, which gives Java a working directory outside the slot. */
  private static final String DIRECTORY_PROPERTY = "docker-wrapper.directory";

  private DockerWrapper() {}

  /** Runs a task, or one of the author's commands. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    Path directory = Path.of(System.getProperty(DIRECTORY_PROPERTY, "")).toAbsolutePath();
    if (isForAuthor(words, directory)) {
      System.exit(AuthorCommands.run(arguments));
    }
    TaskCommand.run(words, directory);
  }

  /**
   * Where a client has left its file, every word belongs to the task: an app's arguments may well
   * be {@code init}. Without a word and without a job the program can only say how it is used.
   */
  static boolean isForAuthor(List<String> words, Path workingDirectory) {
    if (Files.exists(workingDirectory.resolve(SlotLayout.INIT_DATA))) {
      return false;
    }
    return words.isEmpty()
        ? !Files.exists(workingDirectory.resolve(SlotLayout.JOB))
            && !Files.exists(workingDirectory.resolve(SlotLayout.DOCKERFILE))
        : AUTHOR_WORDS.contains(words.get(0));
  }
}
