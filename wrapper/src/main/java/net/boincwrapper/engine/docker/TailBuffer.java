package net.boincwrapper.engine.docker;

/** Remembers the last bytes of what is appended, and never holds more. */
final class TailBuffer {
  private final byte[] ring;
  private long written;

  TailBuffer(int capacity) {
    this.ring = new byte[capacity];
  }

  void append(byte[] bytes, int length) {
    int from = Math.max(0, length - ring.length);
    written += from;
    int done = from;
    while (done < length) {
      int at = (int) (written % ring.length);
      int count = Math.min(length - done, ring.length - at);
      System.arraycopy(bytes, done, ring, at, count);
      done += count;
      written += count;
    }
  }

  byte[] bytes() {
    int held = (int) Math.min(written, ring.length);
    byte[] bytes = new byte[held];
    int start = written <= ring.length ? 0 : (int) (written % ring.length);
    int head = Math.min(held, ring.length - start);
    System.arraycopy(ring, start, bytes, 0, head);
    System.arraycopy(ring, 0, bytes, head, held - head);
    return bytes;
  }
}
