package net.boincwrapper.job;

import java.util.List;
import java.util.Optional;

/** Reads job.toml: parses it as written, checks it, and resolves it into a {@link Job}. */
public final class JobReader {
  private JobReader() {}

  /**
   * A job, or the reasons why there is none.
   *
   * @param job empty where a problem is an error
   * @param problems everything wrong or unwise, in order of the lines
   * @param settings the effective values, in order of the reference: key, value, where from
   */
  public record Outcome(Optional<Job> job, List<Problem> problems, List<Setting> settings) {}

  /**
   * One effective value.
   *
   * @param key dotted, such as {@code checkpoint.grace}
   * @param value as TOML would write it
   * @param origin {@code job.toml:7} or {@code default}
   */
  public record Setting(String key, String value, String origin) {}

  /**
   * Reads a job description.
   *
   * @param name of the file, for messages
   * @param content its bytes; an empty array where there is no such file, which is a valid job
   */
  public static Outcome read(String name, byte[] content) {
    throw new UnsupportedOperationException("written by the job branch " + name + content.length);
  }
}
