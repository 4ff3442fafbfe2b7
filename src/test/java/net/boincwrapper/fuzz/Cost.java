package net.boincwrapper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * What reading an input may cost: time and memory in proportion to its length. Both are those of
 * the thread, so that a busy machine fails no test.
 */
public final class Cost {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long FIXED_NANOS = 1_000_000_000;
  private static final long NANOS_PER_BYTE = 50_000;
  private static final long FIXED_BYTES = 16L << 20;
  private static final long BYTES_PER_BYTE = 8 << 10;

  /** What the call has allocated, and how long the thread was busy with it. */
  private record Spent(long bytes, long nanos) {
    static Spent sofar() {
      return new Spent(THREADS.getCurrentThreadAllocatedBytes(), THREADS.getCurrentThreadCpuTime());
    }

    boolean isTooMuch(Spent before, long length) {
      return bytes - before.bytes > FIXED_BYTES + BYTES_PER_BYTE * length
          || nanos - before.nanos > FIXED_NANOS + NANOS_PER_BYTE * length;
    }
  }

  private Cost() {}

  /**
   * Makes the call, and fails if it was dearer than an input of that length can be. Such a call is
   * made once more: the first one may have loaded classes, and instrumented them.
   *
   * @param length of the input, in bytes
   */
  public static <T> T bounded(long length, Callable<T> call) throws Exception {
    Spent before = Spent.sofar();
    T result = call.call();
    if (Spent.sofar().isTooMuch(before, length)) {
      Spent again = Spent.sofar();
      result = call.call();
      Spent after = Spent.sofar();
      assertThat(after.isTooMuch(again, length))
          .as("%d bytes of input: %s, and then %s", length, again, after)
          .isFalse();
    }
    return result;
  }
}
