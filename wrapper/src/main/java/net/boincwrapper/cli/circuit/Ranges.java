package net.boincwrapper.cli.circuit;

/** Indices and ranges of them. */
final class Ranges {
  private Ranges() {}

  /** Whether an index is inside; a negative one counts from the end. */
  static boolean isWithin(long index, long size) {
    return index >= -size && index < size;
  }

  /** What is wrong with an index. */
  static String outside(String name, long index, long size) {
    return "the index "
        + index
        + " is outside of "
        + name
        + ", whose "
        + (size == 1 ? "only index is 0" : "indices are 0 to " + (size - 1));
  }

  /**
   * How many values a range has, both ends included.
   *
   * @param step not 0
   */
  static long length(long first, long step, long last) {
    if (step > 0 ? first > last : first < last) {
      return 0;
    }
    return Math.floorDiv(Math.subtractExact(last, first), step) + 1;
  }
}
