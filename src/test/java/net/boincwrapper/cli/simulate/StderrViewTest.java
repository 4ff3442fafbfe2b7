package net.boincwrapper.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.boincwrapper.cli.display.ProgressDisplay;
import org.junit.jupiter.api.Test;

class StderrViewTest {
  private final StringWriter shown = new StringWriter();
  private final List<String> said = new ArrayList<>();
  private final StderrView view =
      new StderrView(
          new ProgressDisplay(
              new PrintWriter(shown), false, Clock.fixed(Instant.EPOCH, ZoneOffset.ofHours(1))),
          said::add);

  @Test
  void theWrappersLinesHaveTheirTimeInTheReadersZone() {
    view.take("2026-11-20 12:07:47Z docker-wrapper: starting container 3274cbd963f4");

    assertThat(shown).hasToString("13:07:47  starting container 3274cbd963f4\n");
    assertThat(view.lastLine()).isEqualTo("starting container 3274cbd963f4");
    assertThat(said).containsExactly("starting container 3274cbd963f4");
  }

  @Test
  void linesOfAnOlderWrapperAreUnderstoodToo() {
    view.take("2026-11-20 12:07:47 docker-wrapper: leaving; the next start goes on");

    assertThat(shown).hasToString("13:07:47  leaving; the next start goes on\n");
  }

  @Test
  void otherLinesAreIndentedAndHaveNoEscapeCodes() {
    view.take("\u001b[31mException in thread\tmain");

    assertThat(shown).hasToString("          [31mException in thread    main\n");
  }

  @Test
  void theAppsOutputIsKeptForTheEnd() {
    view.take("2026-11-20 12:07:47Z docker-wrapper: the app's output, 12 bytes:");
    view.take("n = 5");
    view.take("2026-11-20 12:07:46 result");
    view.take("2026-11-20 12:07:47Z docker-wrapper: end of the app's output");
    view.take("2026-11-20 12:07:48Z docker-wrapper: finished with exit status 0");

    assertThat(shown).hasToString("13:07:48  finished with exit status 0\n");
    assertThat(view.appLines()).containsExactly("n = 5", "2026-11-20 12:07:46 result");
    assertThat(said).doesNotContain("result").endsWith("finished with exit status 0");
  }

  @Test
  void ofALongOutputTheEndIsKept() {
    view.take("2026-11-20 12:07:47Z docker-wrapper: the app's output, 999 bytes:");
    IntStream.range(0, 100).forEach(i -> view.take("line " + i));

    assertThat(view.appLines()).hasSize(30).startsWith("line 70").endsWith("line 99");
  }
}
