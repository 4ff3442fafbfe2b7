package net.boincwrapper.cli;

import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.SlotSigns;
import org.jspecify.annotations.Nullable;

/** The program's entry point. */
public final class DockerWrapper {
  /**
   * Set by the released executable when it has found a slot, because it starts Java in a working
   * directory outside the slot.
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
   * In a slot all arguments belong to the task: an app's may well be {@code init} or {@code
   * --version}. Elsewhere none do, and nothing is touched without a command.
   */
  static boolean isForAuthor(Path workingDirectory) {
    return SlotSigns.find(new SlotLayout(workingDirectory)).isEmpty();
  }
}
