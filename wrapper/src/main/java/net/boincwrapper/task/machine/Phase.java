package net.boincwrapper.task.machine;

/** Where a task is in its life. */
public enum Phase {
  /** Taking the slot, and looking at what is there from an earlier life. */
  PREPARING,
  OBTAINING_IMAGE,
  /**
   * A container is being created or started, or has been created and waits for a suspension to end.
   */
  STARTING,
  RUNNING,
  PAUSED,
  /** Somebody wants us to leave: the container is being stopped, or paused. */
  STOPPING,
  /** The container has ended; its end is being judged. */
  COLLECTING,
  /** One way to leave has been chosen, and nothing changes that. */
  DONE
}
