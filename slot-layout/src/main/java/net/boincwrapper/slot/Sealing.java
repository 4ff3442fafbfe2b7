package net.boincwrapper.slot;

/**
 * How an attempt to seal ended. Except for {@link Done}, the earlier generations are as good as
 * ever.
 */
public sealed interface Sealing {
  /** Published, and still on the disk after a power cut. */
  record Done(Manifest manifest) implements Sealing {}

  /** There is no declared file. */
  record Empty() implements Sealing {}

  /** The files changed under each of the attempts to copy them, or are not as expected. */
  record Restless() implements Sealing {}

  /**
   * The slot or the disk has no room for it, or it has more files than can be sealed.
   *
   * @param reason one line, with the figures
   */
  record NoRoom(String reason) implements Sealing {}
}
