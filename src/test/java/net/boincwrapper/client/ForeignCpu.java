package net.boincwrapper.client;

/**
 * What a client of the 8.2 line takes for the work of others on its host, every ten seconds ({@code
 * client/app.cpp:ACTIVE_TASK_SET::get_memory_usage}).
 */
public final class ForeignCpu {
  /** {@code client/client_state.h:MEMORY_USAGE_PERIOD}. */
  public static final int SECONDS = 10;

  private final int processors;
  private double reportedBefore;
  private double foreignBefore;
  private double sampledAt = Double.NaN;
  private double largest;
  private int samples;
  private int resets;

  public ForeignCpu(int processors) {
    this.processors = processors;
  }

  /**
   * Another sample; the first one tells nothing.
   *
   * @param now in seconds
   * @param total CPU seconds of the whole host so far
   * @param reported CPU seconds that all tasks have reported so far
   */
  public void sample(double now, double total, double reported) {
    double foreign = total - reported;
    if (!Double.isNaN(sampledAt)) {
      samples++;
      if (reported < reportedBefore) {
        resets++;
      } else {
        double grown = Math.max(0, foreign - foreignBefore);
        largest = Math.max(largest, grown / ((now - sampledAt) * processors));
      }
    }
    sampledAt = now;
    reportedBefore = reported;
    foreignBefore = foreign;
  }

  /** The largest share of the processors that a sample has shown, 0 to 1. */
  public double largest() {
    return largest;
  }

  public int samples() {
    return samples;
  }

  /** How often the reported time went backwards, which spoils the sample. */
  public int resets() {
    return resets;
  }
}
