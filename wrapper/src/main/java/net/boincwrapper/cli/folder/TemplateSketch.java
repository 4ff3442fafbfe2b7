package net.boincwrapper.cli.folder;

import net.boincwrapper.job.Problem;

/** A template without {@code file_info}: a dry run understands it, and a package completes it. */
public final class TemplateSketch {
  private static final String IS =
      "without a <file_info> for each <file_ref> this is a sketch, which a dry run understands and"
          + " docker-wrapper package completes; ";

  private TemplateSketch() {}

  static String but(String rest) {
    return IS + rest;
  }

  /** Whether that is what a problem says. */
  public static boolean isTold(Problem problem) {
    return problem.message().startsWith(IS);
  }
}
