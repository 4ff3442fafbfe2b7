package net.boincwrapper.policy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.boincwrapper.job.Problem;

/** Policies as text. */
public final class PolicyText {
  public static final String FILE = "/etc/docker-wrapper/host.toml";

  private PolicyText() {}

  static PolicyReader.Outcome read(String toml) {
    return PolicyReader.read(FILE, toml.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> problems(String toml) {
    return read(toml).problems().stream()
        .map(Problem::toString)
        .map(text -> text.substring(FILE.lastIndexOf('/') + 1))
        .toList();
  }

  /** A policy without mistakes. */
  public static PolicyFile file(String toml) {
    PolicyReader.Outcome outcome = read(toml);
    return outcome.policy().orElseThrow(() -> new AssertionError(outcome.problems()));
  }

  /** What it says for all projects. */
  public static HostPolicy policy(String toml) {
    return file(toml).general();
  }
}
