package net.boincwrapper.task.lease;

/** The client has given the slot to another task: not another byte may be written into it. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
