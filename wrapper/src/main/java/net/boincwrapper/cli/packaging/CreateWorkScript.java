package net.boincwrapper.cli.packaging;

import java.util.List;

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

  static String of(AppName app, List<InputFile> inputs) {
    StringBuilder script = new StringBuilder();
    script
        .append("#!/bin/sh\n")
        .append("# Makes one workunit of ")
        .append(app)
        .append(" with the sample inputs. Run it in the project's directory.\n")
        .append("set -eu\n")
        .append("here=$(dirname \"$0\")\n\n");
    if (!inputs.isEmpty()) {
      script.append(STAGE);
    }
    for (InputFile input : inputs) {
      script
          .append("\"$stage\" ")
          .append(input.gzip() ? "--gzip " : "")
          .append("--copy \"$here/")
          .append(InputFile.DIRECTORY)
          .append('/')
          .append(input.physicalName())
          .append("\"\n");
    }
    script.append("bin/create_work --appname ").append(app);
    inputs.stream()
        .filter(it -> !it.constant())
        .forEach(it -> script.append(" \\\n  ").append(it.physicalName()));
    return script.append('\n').toString();
  }
}
