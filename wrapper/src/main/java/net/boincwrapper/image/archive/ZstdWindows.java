package net.boincwrapper.image.archive;

/**
 * The memory for windows of zstd: of an archive, and of a layer in it, which are decoded at the
 * same time. A decoder has its window twice while it grows.
 */
final class ZstdWindows {
  private static final long MIB = 1 << 20;

  /** What levels up to 16 use. Decoders then take 9 MB, and a wrapper's heap has 16 MB. */
  static final long OF_TASK = 4 * MIB;

  /** The decoder takes no more ({@code io.airlift.compress.zstd}); skopeo's layers have as much. */
  private static final long OF_AUTHOR = 8 * MIB;

  private final long most;
  private long taken;

  private ZstdWindows(long most) {
    this.most = most;
  }

  static ZstdWindows ofTask() {
    return new ZstdWindows(OF_TASK);
  }

  static ZstdWindows ofAuthor() {
    return new ZstdWindows(OF_AUTHOR);
  }

  /**
   * Takes what a window of this length needs beyond what its stream has had.
   *
   * @return what the stream has now
   */
  long grow(long had, long wanted) throws ArchiveFault {
    if (wanted >= 0 && wanted <= had) {
      return had;
    }
    // A length that fills all 64 bits is negative here.
    boolean vast = wanted < 0 || wanted > most;
    long together = vast ? wanted >>> 20 : (taken - had + wanted + MIB - 1) / MIB;
    if (vast || together > most / MIB) {
      throw new ArchiveFault(
          "needs windows of zstd of "
              + together
              + " MiB, and there is memory for "
              + most / MIB
              + " MiB; compress it, and the layers in it, with gzip or zstd -16 at most, or make it"
              + " with docker-wrapper image save");
    }
    taken += wanted - had;
    return wanted;
  }

  void giveBack(long had) {
    taken -= had;
  }
}
