package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void withoutAnyAllIsMeasuredThatTakesNoHoursAndNoPodman() {
    Options options = Options.parse();

    assertThat(options.sections())
        .containsExactly(
            Section.LATENCY, Section.CROWD, Section.CHECKPOINTS, Section.LOGS, Section.STEADY);
    assertThat(Options.parse("hours").sections()).containsExactly(Section.HOURS);
    assertThat(Options.parse("podman").sections()).containsExactly(Section.PODMAN);
    assertThat(options.quick()).isFalse();
    assertThat(options.readme()).isFalse();
  }

  @Test
  void sectionsAreMeasuredInTheOrderThatIsAsked() {
    assertThat(Options.parse("--quick", "logs", "--seed", "7", "latency"))
        .satisfies(options -> assertThat(options.quick()).isTrue())
        .satisfies(options -> assertThat(options.seed()).hasValue(7))
        .extracting(Options::sections)
        .isEqualTo(List.of(Section.LOGS, Section.LATENCY));
  }

  @Test
  void earlierResultsAreShown() {
    assertThat(Options.parse("--from", "a.json", "--readme").from()).hasValue(Path.of("a.json"));
  }

  @ParameterizedTest
  @CsvSource({
    "--fast, unknown option --fast",
    "memory, no section memory",
    "--seed, --seed wants a value",
    "--seed=x, unknown option"
  })
  void whatIsNotUnderstoodIsSaid(String word, String complaint) {
    assertThatThrownBy(() -> Options.parse(word))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining(complaint);
  }
}
