package net.boincwrapper.policy;

/**
 * Where a value of the policy comes from.
 *
 * @param file the policy file; empty for a default
 * @param line from 1; 0 for a default
 * @param section of a project, as it is written; empty: it holds for all projects
 */
public record Origin(String file, int line, String section) {
  /** No file says anything else. */
  public static final Origin DEFAULT = new Origin("", 0, "");

  public boolean isDefault() {
    return line == 0;
  }

  /** {@code /etc/docker-wrapper/host.toml:7}, or {@code default}. */
  @Override
  public String toString() {
    return isDefault() ? "default" : file + ":" + line;
  }
}
