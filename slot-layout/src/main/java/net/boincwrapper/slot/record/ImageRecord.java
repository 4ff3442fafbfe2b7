package net.boincwrapper.slot.record;

import java.time.Instant;

/**
 * An image that tasks of this host have obtained: it was not there before, so it is ours.
 *
 * @param name as the engine was asked for it
 * @param absent when it was seen that there is no such image, by the host's clock
 */
public record ImageRecord(String name, Origin origin, Instant absent) {
  /** How an image came to the host. */
  public enum Origin {
    PULLED,
    LOADED,
    BUILT
  }
}
