package net.boincwrapper.cli;

import picocli.CommandLine.Option;

/** picocli's own option brings a {@code --version} with it. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private boolean help;
}
