package net.boincwrapper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * What reading an input may cost: time and memory in proportion to its length. Both are those of
 * the thread, so that a busy machine fails no test; the fixed parts are for classes that are loaded
 * on the way, and for the instrumentation while fuzzing.
 */
public final class Cost {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final long FIXED_NANOS = 1_500_000_000;
  private static final long NANOS_PER_BYTE = 50_000;
  private static final long FIXED_BYTES = 32L << 20;
  private static final long BYTES_PER_BYTE = 8 << 10;

  private Cost() {}

  /**
   * Makes the call, and fails if it was dearer than an input of that length can be.
   *
   * @param length of the input, in bytes
   */
  public static <T> T bounded(long length, Callable<T> call) throws Exception {
    long nanos = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    T result = call.call();
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes)
        .as("bytes allocated for an input of %d bytes", length)
        .isLessThan(FIXED_BYTES + BYTES_PER_BYTE * length);
    assertThat(THREADS.getCurrentThreadCpuTime() - nanos)
        .as("nanoseconds of CPU for an input of %d bytes", length)
        .isLessThan(FIXED_NANOS + NANOS_PER_BYTE * length);
    return result;
  }
}
