package net.boincwrapper.task;

import net.boincwrapper.slot.SlotException;

/** The slot cannot be used as it must be: a full disk, a missing right. No mistake of ours. */
final class SlotFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SlotFailedException(SlotException cause) {
    super(cause.getMessage(), cause);
  }

  SlotFailedException(String message) {
    super(message);
  }

  SlotFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
