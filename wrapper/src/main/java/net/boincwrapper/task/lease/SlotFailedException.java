package net.boincwrapper.task.lease;

import net.boincwrapper.slot.SlotException;

/**
 * The slot cannot be used as it must be: a full disk, a missing permission. Not a mistake of ours.
 */
public final class SlotFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SlotFailedException(SlotException cause) {
    super(cause.getMessage(), cause);
  }

  public SlotFailedException(String message) {
    super(message);
  }

  public SlotFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
