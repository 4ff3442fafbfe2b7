package net.boincwrapper.cli.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleSeriesTest {
  private final SampleSeries series = new SampleSeries();

  @Test
  void aShortRunKeepsEachSample() {
    add(0, 100);
    add(1, 50);

    assertThat(series.samples()).containsExactly(sample(0, 100), sample(1, 50));
  }

  @Test
  void aLongRunKeepsItsPeaksAndIsSpacedEvenly() {
    for (int second = 0; second < 10_001; second++) {
      add(second, second == 7001 ? 1000 : 1);
    }

    List<RunSample> samples = series.samples();
    assertThat(samples).hasSizeBetween(SampleSeries.MOST / 2, SampleSeries.MOST);
    assertThat(samples.get(0).since()).isEqualTo(Duration.ofSeconds(7));
    assertThat(samples.get(1).since()).isEqualTo(Duration.ofSeconds(15));
    assertThat(samples.get(samples.size() - 1).since()).isEqualTo(Duration.ofSeconds(10_000));
    assertThat(samples).extracting(RunSample::memoryBytes).containsOnlyOnce(1000L);
  }

  private void add(int second, long memory) {
    series.add(sample(second, memory));
  }

  private static RunSample sample(int second, long memory) {
    return new RunSample(Duration.ofSeconds(second), second, memory, 2, 0.5, 3);
  }
}
