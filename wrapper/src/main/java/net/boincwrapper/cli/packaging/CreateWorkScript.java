package net.boincwrapper.cli.packaging;

/**
 * Commands that make one workunit of the sample inputs, for a shell in the project's directory
 * ({@code tools/stage_file_native.cpp}, {@code tools/create_work.cpp}).
 */
final class CreateWorkScript {
  /**
   * Servers built since July 2022 have the native one. {@code tools/stage_file}, in PHP, calls a
   * function that BOINC's pages lost in April 2026 ({@code html/inc/util_basic.inc:parse_config}).
   */
  private static final String STAGE =
      """
      # The PHP one of newer servers fails; older servers have no other.
      stage=bin/stage_file_native
      [ -x "$stage" ] || stage=bin/stage_file
      """;

  private CreateWorkScript() {}

  static String of(SampleWork work) {
    StringBuilder script = new StringBuilder();
    script
        .append("#!/bin/sh\n")
        .append("# Makes one workunit of ")
        .append(work.app())
        .append(" with the sample inputs. Run it in the project's directory.\n")
        .append("set -eu\n")
        .append("here=$(dirname \"$0\")\n\n");
    if (!work.inputs().isEmpty()) {
      script.append(STAGE);
    }
    for (InputFile input : work.inputs()) {
      script
          .append("\"$stage\" ")
          .append(input.gzip() ? "--gzip " : "")
          .append("--copy \"$here/")
          .append(InputFile.DIRECTORY)
          .append('/')
          .append(input.physicalName())
          .append("\"\n");
    }
    return script.append(work.command()).append('\n').toString();
  }
}
