package net.boincwrapper.powercut;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A disk with a volatile write cache, as nearly all have: what was written is lost with the power
 * unless it was flushed since, or reached the platter by chance. Only a sector is written whole or
 * not at all.
 *
 * <p>The platter is a file. Calls from several threads exclude each other; after {@link #cutPower}
 * each of them fails.
 */
final class VolatileDisk implements Closeable {
  /** Bytes that are written together or not at all. */
  static final int SECTOR = 512;

  /** A cache that is full makes room: its oldest writes go to the platter. */
  private static final long CACHE_BYTES = 64L << 20;

  /**
   * What a power cut did.
   *
   * @param unflushed writes that were in the cache
   * @param lost those of which nothing was kept
   * @param torn those of which some sectors were kept
   */
  record Cut(int unflushed, int lost, int torn) {
    Cut plus(Cut other) {
      return new Cut(unflushed + other.unflushed, lost + other.lost, torn + other.torn);
    }

    @Override
    public String toString() {
      return "of %d unflushed writes %d lost, %d torn".formatted(unflushed, lost, torn);
    }
  }

  private record Write(long offset, byte[] bytes) {}

  private final FileChannel platter;
  private final long size;
  private final Deque<Write> cache = new ArrayDeque<>();
  private final Map<Long, byte[]> newest = new HashMap<>();
  private long cachedBytes;
  private long writes;
  private boolean powered = true;

  VolatileDisk(Path file) throws IOException {
    platter = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    size = platter.size() / SECTOR * SECTOR;
  }

  /** In bytes, a multiple of {@link #SECTOR}. */
  long size() {
    return size;
  }

  /** How many writes there have been. */
  synchronized long writes() {
    return writes;
  }

  /**
   * Reads what was written last, flushed or not.
   *
   * @param offset and length are multiples of {@link #SECTOR}
   */
  synchronized byte[] read(long offset, int length) throws IOException {
    check(offset, length);
    ByteBuffer read = ByteBuffer.allocate(length);
    while (read.hasRemaining() && platter.read(read, offset + read.position()) >= 0) {}
    for (int at = 0; at < length; at += SECTOR) {
      byte[] cached = newest.get(offset + at);
      if (cached != null) {
        System.arraycopy(cached, 0, read.array(), at, SECTOR);
      }
    }
    return read.array();
  }

  /** Writes into the cache; the bytes are not to be changed afterwards. */
  synchronized void write(long offset, byte[] bytes) throws IOException {
    check(offset, bytes.length);
    cache.add(new Write(offset, bytes));
    for (int at = 0; at < bytes.length; at += SECTOR) {
      newest.put(offset + at, Arrays.copyOfRange(bytes, at, at + SECTOR));
    }
    cachedBytes += bytes.length;
    writes++;
    while (cachedBytes > CACHE_BYTES) {
      Write oldest = cache.remove();
      cachedBytes -= oldest.bytes().length;
      store(oldest.offset(), oldest.bytes(), 0, oldest.bytes().length);
    }
  }

  /** All that was written before is on the platter when this returns. */
  synchronized void flush() throws IOException {
    check(0, 0);
    for (Write write : cache) {
      store(write.offset(), write.bytes(), 0, write.bytes().length);
    }
    forget();
  }

  /**
   * Ends this disk. Of each write that was not flushed since, all, nothing, or some sectors have
   * reached the platter.
   *
   * @param chance decides which
   */
  synchronized Cut cutPower(Random chance) throws IOException {
    check(0, 0);
    int lost = 0;
    int torn = 0;
    for (Write write : cache) {
      int sectors = write.bytes().length / SECTOR;
      int kept = 0;
      switch (chance.nextInt(3)) {
        case 0 -> kept = keep(write, sectors, 1, chance);
        case 1 -> kept = keep(write, sectors, 0.5, chance);
        default -> {}
      }
      lost += kept == 0 ? 1 : 0;
      torn += kept > 0 && kept < sectors ? 1 : 0;
    }
    Cut cut = new Cut(cache.size(), lost, torn);
    forget();
    close();
    return cut;
  }

  private int keep(Write write, int sectors, double share, Random chance) throws IOException {
    int kept = 0;
    for (int sector = 0; sector < sectors; sector++) {
      if (chance.nextDouble() < share) {
        store(write.offset(), write.bytes(), sector * SECTOR, SECTOR);
        kept++;
      }
    }
    return kept;
  }

  private void store(long offset, byte[] bytes, int from, int length) throws IOException {
    ByteBuffer part = ByteBuffer.wrap(bytes, from, length);
    while (part.hasRemaining()) {
      platter.write(part, offset + part.position());
    }
  }

  private void forget() {
    cache.clear();
    newest.clear();
    cachedBytes = 0;
  }

  private void check(long offset, int length) throws IOException {
    if (!powered) {
      throw new IOException("the disk has no power");
    }
    if (offset < 0 || length < 0 || offset > size - length || (offset | length) % SECTOR != 0) {
      throw new IOException(length + " bytes at " + offset + " are not sectors of this disk");
    }
  }

  /** Lets go of the platter's file; what was not flushed is lost. */
  @Override
  public synchronized void close() throws IOException {
    powered = false;
    platter.close();
  }
}
