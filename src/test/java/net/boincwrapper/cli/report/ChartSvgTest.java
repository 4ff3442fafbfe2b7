package net.boincwrapper.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.report.Chart.Bound;
import net.boincwrapper.cli.report.Chart.Point;
import net.boincwrapper.cli.report.Lane.Mark;
import net.boincwrapper.cli.report.Lane.Sign;
import org.junit.jupiter.api.Test;

class ChartSvgTest {
  private final List<Point> points = new ArrayList<>();
  private Optional<Bound> bound = Optional.empty();
  private Unit unit = Unit.COUNT;
  private boolean steady;

  @Test
  void aCurveGoesThroughItsPoints() {
    points.addAll(List.of(new Point(0, 0), new Point(5, 100), new Point(10, 50)));

    assertThat(svg()).contains("d=\"M0 150L500 8.5L1000 79.2\"");
  }

  @Test
  void aSizeHoldsUntilTheNext() {
    steady = true;
    points.addAll(List.of(new Point(0, 0), new Point(5, 100)));

    assertThat(svg()).contains("d=\"M0 150H500V8.5\"");
  }

  @Test
  void oneSampleIsSeen() {
    points.add(new Point(5, 10));

    assertThat(svg()).contains("d=\"M500 8.5h6\"");
  }

  @Test
  void nothingMeasuredIsSaid() {
    assertThat(svg()).contains(">no figures</text>").doesNotContain("<path", "NaN", "Infinity");
  }

  @Test
  void whatIsAlwaysZeroIsALineAtTheBottom() {
    unit = Unit.BYTES;
    points.addAll(List.of(new Point(0, 0), new Point(10, 0)));

    assertThat(svg()).contains("d=\"M0 150L1000 150\"", ">1 MiB</text>").doesNotContain("NaN");
  }

  @Test
  void aBoundThatIsNearIsDrawn() {
    bound = Optional.of(new Bound("rsc_memory_bound", 120));
    points.addAll(List.of(new Point(0, 100), new Point(10, 100)));

    assertThat(svg()).contains("class=\"bound\"", ">rsc_memory_bound 120</text>");
    assertThat(ChartSection.meaning(chart()))
        .isEqualTo("at most 100, 83 % of rsc_memory_bound 120");
  }

  @Test
  void oneThatIsFarAwayIsOnlyTold() {
    bound = Optional.of(new Bound("rsc_disk_bound", 100_000));
    points.addAll(List.of(new Point(0, 100), new Point(10, 100)));

    assertThat(svg()).doesNotContain("class=\"bound\"").contains("8.5L1000 8.5");
    assertThat(ChartSection.meaning(chart())).endsWith("0 % of rsc_disk_bound 100000");
  }

  @Test
  void aPeakAboveTheBoundStaysInThePicture() {
    bound = Optional.of(new Bound("rsc_disk_bound", 50));
    points.addAll(List.of(new Point(0, 0), new Point(10, 100)));

    assertThat(svg()).contains("L1000 8.5", "class=\"bound\"");
  }

  @Test
  void interruptionsAreMarked() {
    points.addAll(List.of(new Point(0, 1), new Point(10, 1)));

    assertThat(svg(new Mark(Sign.INTERRUPTED, 2.5, "kill@2s")))
        .contains("class=\"hit\" x1=\"25%\"", "<title>kill@2s</title>");
  }

  @Test
  void thePictureHasWordsForThoseWhoDoNotSeeIt() {
    assertThat(svg())
        .contains("role=\"img\" aria-labelledby=\"c-title c-description\"")
        .contains("<title id=\"c-title\">Files</title>", "<desc id=\"c-description\">");
  }

  private Chart chart() {
    return new Chart("Files", unit, points, bound, steady);
  }

  private String svg(Mark... marks) {
    return ChartSvg.of("c", chart(), List.of(marks), 10, ChartSection.meaning(chart())).toString();
  }
}
