package net.boincwrapper.cli;

import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotSigns;
import org.jspecify.annotations.Nullable;

/** Where the program begins. */
public final class DockerWrapper {
  /**
   * Set by the released executable where it has found a slot: it gives Java a working directory
   * outside.
   */
  private static final String DIRECTORY_PROPERTY = "docker-wrapper.directory";

  private DockerWrapper() {}

  /** Runs a task, or one of the author's commands. */
  public static void main(String[] arguments) {
    @Nullable String slot = System.getProperty(DIRECTORY_PROPERTY);
    Path here = Path.of(slot == null ? "" : slot).toAbsolutePath();
    if (slot != null || !isForAuthor(here)) {
      TaskCommand.run(List.of(arguments), here);
    } else {
      System.exit(AuthorCommands.run(arguments));
    }
  }

  /**
   * In a slot every word belongs to the task: an app's arguments may well be {@code init} or {@code
   * --version}. Elsewhere none does, and nothing is touched but by a command.
   */
  static boolean isForAuthor(Path workingDirectory) {
    return SlotSigns.find(new SlotLayout(workingDirectory)).isEmpty();
  }
}
