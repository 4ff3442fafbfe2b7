package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import net.boincwrapper.cli.report.Lane.Span;
import net.boincwrapper.cli.report.Lane.State;
import org.junit.jupiter.api.Test;

class TimelineSvgTest {
  @Test
  void allLanesHaveOneScale() {
    String page = TimelineSvg.of(List.of(lane("a", 50), lane("b", 100))).toString();

    assertThat(page)
        .contains("x=\"0.000%\" width=\"50.000%\"><title>running, 0 s to 50 s</title>")
        .contains("width=\"100.000%\"><title>running, 0 s to 1:40</title>");
  }

  @Test
  void whatHappenedIsSaidInWords() {
    String page =
        TimelineSvg.of(
                List.of(
                    lane(
                        "kill",
                        100,
                        new Mark(Sign.SEEN, 10, ""),
                        new Mark(Sign.SEALED, 11, "generation 1"),
                        new Mark(Sign.INTERRUPTED, 20, "kill@20s"))))
            .toString();

    assertThat(page)
        .contains("kill: the same, 1:40, 1 checkpoints seen, 1 sealed, interruptions: 1")
        .contains("<title>checkpoint sealed: generation 1, at 11 s</title>")
        .contains("<title>interruption: kill@20s, at 20 s</title>")
        .contains("text-anchor=\"start\">kill@20s</text>");
  }

  @Test
  void aThousandMarksAreDrawnAsAFew() {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      marks.add(new Mark(Sign.SEEN, i / 100.0, ""));
    }
    String page = TimelineSvg.of(List.of(lane("a", 100, marks.toArray(Mark[]::new)))).toString();

    assertThat(page.split("<use ", -1)).hasSizeBetween(200, 260);
    assertThat(page).contains("10000 checkpoints seen");
  }

  @Test
  void aRunThatNeverBeganHasAnEmptyLane() {
    Lane lane = new Lane("a", "failed", Grade.BAD, List.of(), List.of());

    assertThat(TimelineSvg.of(List.of(lane)).toString()).doesNotContain("NaN", "Infinity", "<rect");
  }

  private static Lane lane(String name, double end, Mark... marks) {
    return new Lane(
        name, "the same", Grade.GOOD, List.of(new Span(State.RUNNING, 0, end)), List.of(marks));
  }
}
