package net.boincwrapper.cli.clean;

import java.util.OptionalLong;

/**
 * Something of ours that nobody needs.
 *
 * @param kind such as {@code container}
 * @param why nobody needs it
 * @param bytes of the disk; empty: unknown, or none worth telling
 */
public record Leftover(String kind, String name, String why, OptionalLong bytes, Removal removal) {
  /** How it goes. */
  @FunctionalInterface
  interface Removal {
    /**
     * Removes it, if it still is what it was.
     *
     * @return whether it is gone; false: somebody has begun to use it
     */
    boolean remove() throws Exception;
  }

  /**
   * Something of ours that stays, and that the owner may wonder about.
   *
   * @param why it stays, and what would change that
   */
  public record Kept(String kind, String name, String why) {}
}
