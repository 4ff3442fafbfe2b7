package net.boincwrapper.engines;

import java.util.List;
import net.boincwrapper.virtual.Transcript;

/**
 * How a set-up's tests went, as the machine told it.
 *
 * @param engine name and version of the engine, such as {@code podman 5.4.2}; {@code none} where it
 *     did not start
 * @param finished whether all tests were run to their end
 * @param passed names of tests: class and method, and whatever tells one run from another
 * @param failed the same
 * @param skipped the same, with the reason
 */
record Outcome(
    String engine,
    boolean finished,
    List<String> passed,
    List<String> failed,
    List<String> skipped) {

  static Outcome of(Transcript said) {
    return new Outcome(
        said.all("engine").stream().findFirst().orElse("none"),
        said.lines().contains("finished"),
        said.all("passed"),
        said.all("failed"),
        said.all("skipped"));
  }

  /** Whether nothing failed and something passed. */
  boolean isRight() {
    return finished && failed.isEmpty() && !passed.isEmpty();
  }

  /** How a check went, in a few words of Markdown; what went wrong is bold. */
  String of(Check check) {
    long right = count(passed, check);
    long wrong = count(failed, check);
    if (wrong > 0) {
      return "**%d of %d failed**".formatted(wrong, right + wrong);
    }
    if (!finished) {
      return "**not finished**";
    }
    if (right == 0) {
      return "**none ran**";
    }
    return switch (check) {
      case REFUSED -> "refused";
      case CLIENT -> "from attach to upload";
      default -> right + " passed";
    };
  }

  private static long count(List<String> tests, Check check) {
    return tests.stream().filter(test -> check.has(firstWord(test))).count();
  }

  private static String firstWord(String test) {
    return test.split(" ", 2)[0];
  }
}
