package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in the slot could not be read, written or understood. The message says what was tried,
 * what happened and what to do.
 */
public final class SlotException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // An unmodifiable list of strings.
  private final List<String> problems;

  private final boolean isTransient;

  private SlotException(
      String message, List<String> problems, boolean isTransient, @Nullable Throwable cause) {
    super(message, cause);
    this.problems = List.copyOf(problems);
    this.isTransient = isTransient;
  }

  /**
   * The host's fault: a full disk, a missing permission, an input/output error. Worth a retry.
   *
   * @param attempted what was tried, as in "write the memo /slots/0/.docker_wrapper/memo"
   * @param cause what happened
   * @param remedy what to do, as a sentence
   */
  public static SlotException io(String attempted, IOException cause, String remedy) {
    String problem = describe(cause);
    return new SlotException(
        "could not " + attempted + ": " + problem + ". " + remedy, List.of(problem), true, cause);
  }

  /**
   * Something that another attempt may find in order, such as a file that is just being written.
   */
  static SlotException passing(String attempted, String problem, String remedy) {
    return new SlotException(
        "could not " + attempted + ": " + problem + ". " + remedy, List.of(problem), true, null);
  }

  /** Something that stays wrong until somebody changes it; names every problem at once. */
  static SlotException lasting(String attempted, List<String> problems, String remedy) {
    return new SlotException(
        "could not " + attempted + ": " + String.join("; ", problems) + ". " + remedy,
        problems,
        false,
        null);
  }

  /** Every problem that was found, one line each; at least one. */
  List<String> problems() {
    return problems;
  }

  /** Whether the same attempt can succeed later without anybody's help. */
  public boolean isTransient() {
    return isTransient;
  }

  /** What happened, in words: for the most common failures, Java's message is just the file. */
  static String describe(IOException cause) {
    String text = String.valueOf(cause.getMessage());
    if (cause instanceof NoSuchFileException) {
      return "there is no " + text;
    }
    if (cause instanceof NotDirectoryException) {
      return text + " is not a directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied for " + text;
    }
    return cause instanceof FileAlreadyExistsException ? text + " is in the way" : text;
  }
}
