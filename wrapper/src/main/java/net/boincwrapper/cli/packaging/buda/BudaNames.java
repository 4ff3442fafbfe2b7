package net.boincwrapper.cli.packaging.buda;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of files in a sandbox and in a batch ({@code html/inc/util_basic.inc:is_valid_filename},
 * {@code html/inc/sandbox.inc:sandbox_file_names}).
 */
final class BudaNames {
  /** A blank, which the sandbox takes, separates the names in the app's form. */
  private static final Pattern TAKEN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  /** Words that go unquoted through a shell, twice, and through create_work's own splitting. */
  private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private static final int LONGEST = 255;

  /** Of the arguments in a batch ({@code html/user/buda_submit.php:parse_batch_dir}). */
  static final String COMMAND_LINE = "cmdline";

  private BudaNames() {}

  /** Why BUDA does not take a file of this name, as the rest of a sentence. */
  static Optional<String> flaw(String name) {
    if (name.contains("/")) {
      return Optional.of(
          "is in a directory, and BUDA's files are flat; put it beside the Dockerfile");
    }
    if (!TAKEN.matcher(name).matches() || name.length() > LONGEST) {
      return Optional.of(
          "has a name that BUDA does not take; use letters without accents, digits, and . _ - after"
              + " the first");
    }
    return name.equals(COMMAND_LINE)
        ? Optional.of("has the name of the file with a job's arguments in a batch; rename it")
        : Optional.empty();
  }

  /** Whether an argument reaches the app as it is. */
  static boolean isSafe(String argument) {
    return ARGUMENT.matcher(argument).matches();
  }
}
