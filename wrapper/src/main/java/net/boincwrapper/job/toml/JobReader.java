package net.boincwrapper.job.toml;

import java.util.List;
import java.util.Optional;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problems;
import net.boincwrapper.job.options.CreateArgs;
import net.boincwrapper.toml.Key;
import net.boincwrapper.toml.KeyCheck;
import net.boincwrapper.toml.KeyDoc;
import net.boincwrapper.toml.SourceText;
import net.boincwrapper.toml.TomlDocument;
import net.boincwrapper.toml.Written;

/**
 * Reads job.toml in three steps: what is written, which of it fits its key, and what it means
 * together. Every step reports and goes on, so that an author learns of everything at once.
 */
public final class JobReader {
  private JobReader() {}

  /**
   * A job, or the reasons why there is none.
   *
   * @param job empty where a problem is an error
   * @param problems everything wrong or unwise, in order of the lines; at most about a hundred
   * @param settings the effective values, in order of the reference: key, value, where from; empty
   *     if the file is not text
   */
  public record Outcome(Optional<Job> job, List<Problem> problems, List<Setting> settings) {
    public Outcome {
      problems = List.copyOf(problems);
      settings = List.copyOf(settings);
    }
  }

  /**
   * One effective value.
   *
   * @param key dotted, such as {@code checkpoint.grace} or {@code scratch[0].path}
   * @param value as TOML would write it, or {@code none}
   * @param origin {@code job.toml:7}, {@code job.toml:7 (create_args)} or {@code default}
   * @param meaning a {@code Boolean}, a {@code Long} (of a size: bytes), a {@code String}, or a
   *     list of one of these; empty where the value is {@code none}
   * @param differs whether the value is another than the default
   */
  public record Setting(
      String key, String value, String origin, Optional<Object> meaning, boolean differs) {}

  /**
   * Reads a job description. Never throws, and ends within a second or two whatever the content is.
   *
   * @param name of the file, for messages
   * @param content its bytes, at most 64 KiB; an empty array where there is no such file, which is
   *     a valid job
   */
  public static Outcome read(String name, byte[] content) {
    Problems problems = new Problems(name);
    Optional<String> text = SourceText.decode(content, problems);
    if (text.isEmpty()) {
      return new Outcome(Optional.empty(), problems.sorted(), List.of());
    }
    Written written =
        KeyCheck.check(JobKeys.SCHEMA, TomlDocument.parse(text.get(), problems), problems);
    CreateArgs.Parsed create = JobResolver.createArgs(written, problems);
    Job job = JobResolver.resolve(written, create, problems);
    Contradictions.find(job, written, create, problems);
    MountOverlaps.find(job, written, create, problems);
    Optional<Job> whole = problems.hasErrors() ? Optional.empty() : Optional.of(job);
    return new Outcome(whole, problems.sorted(), Settings.list(written, create, name));
  }

  /** Every key, in the order in which people should read about them. */
  public static List<KeyDoc> reference() {
    return JobKeys.ALL.stream().map(Key::documentation).toList();
  }
}
