package net.boincwrapper.task.judge;

/** Sizes for people. */
final class Bytes {
  private Bytes() {}

  /** In whole MiB; in whole KiB below one MiB. */
  static String mebibytes(long bytes) {
    return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
  }
}
