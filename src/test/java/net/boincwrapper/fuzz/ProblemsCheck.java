package net.boincwrapper.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.boincwrapper.job.Problem;

/** What holds of the problems of any file, whatever its content was. */
public final class ProblemsCheck {
  private static final int MOST = 101;
  private static final int LONGEST_MESSAGE = 501;

  private ProblemsCheck() {}

  /** Each problem has a line within the file, if any, and is one line of text by itself. */
  public static void hold(List<Problem> problems, byte[] content) {
    assertThat(problems).hasSizeLessThanOrEqualTo(MOST);
    places(problems, content);
    for (Problem problem : problems) {
      assertThat(problem.message())
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(LONGEST_MESSAGE)
          .matches(message -> message.chars().noneMatch(Character::isISOControl), "one line");
    }
  }

  /** Each problem has a line within the file, if any. */
  public static void places(List<Problem> problems, byte[] content) {
    int lines = 1 + lineFeeds(content);
    for (Problem problem : problems) {
      problem.line().ifPresent(line -> assertThat(line).as(problem.toString()).isBetween(1, lines));
    }
  }

  private static int lineFeeds(byte[] content) {
    return (int)
        new String(content, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
  }
}
